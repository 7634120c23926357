import type RealtimeKitClient from '@cloudflare/realtimekit';
import type { Thrift } from '../thrift.ts';

/** Everything that is received with 'audio first'. */
const BUT_CAMERAS: ['audio', 'screenshareAudio', 'screenshareVideo'] = [
  'audio',
  'screenshareAudio',
  'screenshareVideo',
];

type Participants = Pick<RealtimeKitClient['participants'], 'setViewMode' | 'subscribe' | 'unsubscribe'> & {
  joined: Pick<RealtimeKitClient['participants']['joined'], 'toArray' | 'on'>;
};

/** Whether the others' cameras are received at all, and not only whether they are shown. */
export interface Cameras {
  spare: (how: Thrift) => void;
  close: () => void;
}

/**
 * The client (2.0.2) chooses by itself whom to follow, but for its MANUAL mode: only there a single kind of track can be refused,
 * and then everything else has to be asked for, also of those who come later.
 */
export function chooseCameras(participants: Participants): Cameras {
  let areRefused = false;
  let isOver = false;

  async function refuse(ids: string[]): Promise<void> {
    await participants.unsubscribe(ids, ['video']);
    await participants.subscribe(ids, BUT_CAMERAS);
  }

  async function turn(refused: boolean): Promise<void> {
    const ids = participants.joined.toArray().map(({ id }) => id);
    await participants.setViewMode('MANUAL');
    if (refused) return refuse(ids);
    await participants.subscribe(ids, ['video']);
    await participants.setViewMode('ACTIVE_GRID');
  }

  participants.joined.on('participantJoined', ({ id }) => {
    if (areRefused && !isOver) refuse([id]).catch(say);
  });
  return {
    spare(how) {
      if ((how === 'least') === areRefused || isOver) return;
      areRefused = how === 'least';
      turn(areRefused).catch(say);
    },
    close() {
      isOver = true;
    },
  };
}

const say = (error: unknown) => console.info('Cameras are received as before', error);
