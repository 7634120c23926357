import type { ClientMessageInput } from '../../wire/room.ts';
import type { OwnTracks } from './own-tracks.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';
import type { VoiceDriver } from './voice.ts';

export interface LateVoice extends VoiceDriver {
  /** Fetches it, where the Study keeps each voice as a file of its own; the Room asks for nothing before. */
  load: () => void;
}

/** One's own voice as a file of its own (voice.ts), fetched once the others are seen. */
export function createLateVoice(
  room: Watched<RoomState>,
  own: Pick<OwnTracks, 'all' | 'copyOf'>,
  send: (message: ClientMessageInput) => void,
): LateVoice {
  let driver: Promise<VoiceDriver> | null = null;
  return {
    load() {
      driver ??= import('./voice.ts').then(({ driveVoice }) => driveVoice(room, own, send));
      driver.catch((error: unknown) => {
        console.warn('One’s own voice is not recorded', error);
        send({ t: 'voice', can: false, camera: false });
      });
    },
    async start(ask) {
      await (await driver)?.start(ask);
    },
    async stop(recording) {
      await (await driver)?.stop(recording);
    },
    close: () => void driver?.then((one) => one.close()),
  };
}
