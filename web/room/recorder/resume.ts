import { LATE_PIECES_FOR } from '../../../wire/limits.ts';
import { VOICE_ID } from '../../../wire/protocol.ts';
import { openHandover } from './handover.ts';
import { KEY_SECONDS } from './picture.ts';
import { openSpool, type FragmentKey } from './spool.ts';

/** A segment being recorded, or re-sent, holds this lock: no two pages of a browser send the same fragments. */
export function segmentLock(recording: string, segment: number): string {
  return `fieldroom-recording ${recording} ${segment}`;
}

export interface Resumed {
  /** Seconds of the recording that the server has now and had not before. */
  recovered: number;
  /** Why some were refused for good. */
  refused: string | null;
  /** Fragments that remain in this browser. */
  left: number;
}

/**
 * Sends again what an earlier page of this browser recorded of the Session and could not hand over. Resolves when all of
 * it was acknowledged or refused, trying as long as the network is away. Segments that some
 * window records or re-sends right now are left alone. Rejects when the browser's storage cannot be opened.
 * `onFound` is told beforehand how many seconds were found, when there are any.
 */
export async function resumeSpool(sessionId: string, onFound: (seconds: number) => void = () => {}): Promise<Resumed> {
  const spool = await openSpool();
  try {
    await spool.forgetBefore(Date.now() - LATE_PIECES_FOR);
    const segments = new Map<string, FragmentKey[]>();
    for (const key of await spool.keys(sessionId)) {
      const lock = segmentLock(key[1], key[2]);
      segments.set(lock, [...(segments.get(lock) ?? []), key]);
    }
    let recovered = 0;
    let refused: string | null = null;
    for (const [lock, keys] of segments) {
      await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
        if (!held) return;
        const found = keys.filter(isMedia).length;
        if (found > 0) onFound(found * KEY_SECONDS);
        const handover = openHandover(spool, {
          onLanded: ({ number }) => void (recovered += found === 0 || number === 0 ? 0 : KEY_SECONDS),
          onRefused: (reason) => void (refused = reason),
        });
        for (const key of keys) handover.resend(key);
        await handover.settled();
      });
    }
    return { recovered, refused, left: (await spool.keys(sessionId)).length };
  } finally {
    spool.close();
  }
}

/** Of the meeting: number 0 is the head, and shows nothing; a voice beside it is of the same seconds. */
const isMedia = ([, recording, , number]: FragmentKey): boolean => number > 0 && !recording.startsWith(VOICE_ID);
