import type { GoneWhy, RoomMessage } from '../../wire/room.ts';
import type { Role } from '../../wire/words.ts';

/** Whom the messages came from. */
export interface Suspect {
  role: Role;
  /** Their number in the room; 0 while they were never in. */
  n: number;
}

const HOST_MAY_TURN_OFF = ['mic', 'cam', 'screen', 'hand'];
/** Why others may go out meanwhile. */
const OTHERS_GO: Record<Role, readonly GoneWhy[]> = {
  researcher: ['lost', 'removed'],
  participant: ['lost'],
  guest: ['lost'],
};
/** What the Room says by itself, or to the person alone whose media it is. */
const HARMLESS: readonly RoomMessage['t'][] = [
  'door',
  'welcome',
  'warmed',
  'published',
  'follow',
  'unfollow',
  'rewarm',
];

/** Did somebody else hear what this person's role cannot bring about? */
export function isBeyondRole({ role, n }: Suspect, heard: RoomMessage): boolean {
  if (HARMLESS.includes(heard.t)) return false;
  const isHost = role === 'researcher';
  switch (heard.t) {
    case 'in':
      return heard.p.n !== n && !isHost;
    case 'out':
      // 'lost' is the Room's own finding: nobody can bring it about for somebody else.
      return heard.n === n ? !['left', 'lost'].includes(heard.why) : !OTHERS_GO[role].includes(heard.why);
    case 'set':
      if (heard.n === n) return role === 'guest' && heard.screen === true;
      return heard.away === undefined && !(isHost && isTurnedOff(heard));
    case 'chat':
      return heard.line.n !== n || (role === 'participant' && heard.line.to === 'backroom');
    case 'note':
      return !isHost || heard.note.n !== n;
    case 'gone':
      return !isHost || !['removed', 'denied', 'replaced'].includes(heard.why);
    case 'unnote':
    case 'hosting':
    case 'stopped':
    case 'recording':
    case 'chats':
    case 'notes':
    case 'waiting':
    case 'admitted':
      return !isHost;
    default:
      return true;
  }
}

const isTurnedOff = ({ t: _kind, n: _n, ...flags }: Extract<RoomMessage, { t: 'set' }>): boolean =>
  Object.entries(flags).every(([flag, on]) => HOST_MAY_TURN_OFF.includes(flag) && on === false);
