import type { AppError } from '../../wire/errors.ts';
import type { ClientMessageInput } from '../../wire/room.ts';
import type { RecordingDriver } from './recording.ts';

/** The Room keeps the recorder's socket this long at the end (its rule): no use in waiting longer for fragments. ms. */
const HAND_OVER_WITHIN = 20_000;

export interface LeaveParts {
  recording: Pick<RecordingDriver, 'stop'>;
  send: (message: ClientMessageInput) => void;
  /** Closes socket, media and devices and shows that this person is out. */
  out: () => void;
}

/** 'Leave the room': the last fragments first, then goodbye. */
export async function leaveRoom({ recording, send, out }: LeaveParts): Promise<void> {
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, HAND_OVER_WITHIN);
  await Promise.race([recording.stop(), patience.promise]);
  clearTimeout(timer);
  send({ t: 'leave' });
  out();
}

export interface Ending {
  /** 'End meeting for all'. Resolves when the Room has ended it, throws AppError when it refuses. */
  ask: () => Promise<void>;
  ended: () => void;
  refused: (error: AppError) => void;
}

/** The Room first has the recorder stop (`record_stop`), then says `gone`: only that is the end. */
export function createEnding(send: (message: ClientMessageInput) => void): Ending {
  let asked: PromiseWithResolvers<void> | null = null;
  return {
    ask() {
      if (!asked) {
        asked = Promise.withResolvers();
        send({ t: 'end' });
      }
      return asked.promise;
    },
    ended() {
      asked?.resolve();
    },
    refused(error) {
      asked?.reject(error);
      asked = null;
    },
  };
}
