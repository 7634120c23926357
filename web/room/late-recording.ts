import type { ClientMessageInput } from '../../wire/room.ts';
import type { MediaClient } from './media/client.ts';
import type { RecordingDriver } from './recording.ts';
import type { OwnTracks } from './own-tracks.ts';
import type { RoomState } from './state.ts';
import type { Watched } from './store.ts';

/** A while after coming in, ms: what an earlier page of this browser recorded and could not hand over is sent again. */
const RESUME_AFTER = 5_000;

/** The recorder's driver (recording.ts), fetched before it is needed by those who may be chosen to record: most never are. */
export function createLateRecording(
  room: Watched<RoomState>,
  own: Pick<OwnTracks, 'all' | 'copyOf'>,
  send: (message: ClientMessageInput) => void,
  playout?: MediaClient['playout'],
): RecordingDriver {
  let driver: Promise<RecordingDriver> | null = null;

  async function load(): Promise<RecordingDriver> {
    try {
      const { driveRecorder } = await import('./recording.ts');
      return driveRecorder(room, own, send, playout);
    } catch (error) {
      driver = null;
      throw error;
    }
  }

  return {
    async start(recording, segment, askedAt) {
      const loaded = await (driver ??= load()).catch((error: unknown) => {
        console.warn('The recorder was not loaded', error);
        send({ t: 'record_failed', recording, segment, reason: 'The recorder could not be loaded in this browser.' });
      });
      await loaded?.start(recording, segment, askedAt);
    },
    async prepare() {
      await (await (driver ??= load())).prepare();
    },
    async stop(which) {
      const loaded = await driver?.catch(() => null);
      await loaded?.stop(which);
    },
  };
}

/** Not in the way of joining: looks for left-over fragments of this Session once the room is drawn. */
export function recoverLater(room: Watched<RoomState>): void {
  setTimeout(() => {
    import('./recover.ts')
      .then(({ recover }) => recover(room))
      .catch((error: unknown) => console.warn('Left-over fragments were not looked for', error));
  }, RESUME_AFTER);
}
