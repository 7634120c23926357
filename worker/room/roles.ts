import type { ClientMessage } from '../../wire/room.ts';
import type { GuestPolicy, Role, TrackKind } from '../../wire/words.ts';

type Kind = ClientMessage['t'];
interface Rule {
  /** Where the sender must be. */
  from: 'anywhere' | 'room';
  roles: readonly Role[];
}

const ALL: readonly Role[] = ['researcher', 'participant', 'guest'];
const HOSTS: readonly Role[] = ['researcher'];

/** The one table of who may say what (PRODUCT.md, People and In the room). What is not here is refused. */
export const RULES: Record<Kind, Rule> = {
  warm: { from: 'anywhere', roles: ALL },
  enter: { from: 'anywhere', roles: ALL },
  publish: { from: 'room', roles: ALL },
  flowing: { from: 'room', roles: ALL },
  answer: { from: 'room', roles: ALL },
  silent: { from: 'room', roles: ALL },
  layer: { from: 'room', roles: ALL },
  kit: { from: 'room', roles: ALL },
  state: { from: 'room', roles: ALL },
  // Whoever was asked to record something: their own voice, or for Researchers the meeting.
  recorded: { from: 'room', roles: ALL },
  record_failed: { from: 'room', roles: ALL },
  voice: { from: 'room', roles: ALL },
  time: { from: 'room', roles: ALL },
  leave: { from: 'room', roles: ALL },
  quality: { from: 'room', roles: ALL },
  save_data: { from: 'room', roles: ALL },
  chat: { from: 'room', roles: ALL },
  note: { from: 'room', roles: HOSTS },
  unnote: { from: 'room', roles: HOSTS },
  stop: { from: 'room', roles: HOSTS },
  remove: { from: 'room', roles: HOSTS },
  allow: { from: 'room', roles: HOSTS },
  lock: { from: 'room', roles: HOSTS },
  guests_wait: { from: 'room', roles: HOSTS },
  admit: { from: 'room', roles: HOSTS },
  deny: { from: 'room', roles: HOSTS },
  hold: { from: 'room', roles: HOSTS },
  recording: { from: 'room', roles: HOSTS },
  let_record: { from: 'room', roles: HOSTS },
  end: { from: 'room', roles: HOSTS },
};

/** Why a message is refused, or null when it may pass. */
export function refusal(kind: Kind, role: Role, isIn: boolean): 'not_allowed' | 'not_in_room' | null {
  const rule = RULES[kind];
  if (!rule.roles.includes(role)) return 'not_allowed';
  return rule.from === 'room' && !isIn ? 'not_in_room' : null;
}

/** What a role may send (PRODUCT.md: Guests as the Study's guest policy allows, never a shared screen). */
export function publishable(role: Role, policy: GuestPolicy): readonly TrackKind[] {
  if (role !== 'guest') return ['mic', 'cam', 'screen', 'screen_audio'];
  return policy === 'watch' ? [] : ['mic', 'cam'];
}

/** May this person show themselves with these flags? Raising a hand is everybody's. */
export function mayShow(
  role: Role,
  policy: GuestPolicy,
  flags: { mic?: boolean | undefined; cam?: boolean | undefined; screen?: boolean | undefined },
): boolean {
  const kinds = publishable(role, policy);
  return (['mic', 'cam', 'screen'] as const).every((kind) => flags[kind] !== true || kinds.includes(kind));
}
