import { openHandover } from './handover.ts';
import { openSpool, type FragmentKey } from './spool.ts';

/** What was never taken is dropped after this long, ms: a week, well past the end of any Session it belongs to. */
const SPOOL_KEEPS = 7 * 24 * 60 * 60_000;

/** A segment being recorded, or re-sent, holds this lock: no two pages of a browser send the same fragments. */
export function segmentLock(recording: string, segment: number): string {
  return `fieldroom-recording ${recording} ${segment}`;
}

/**
 * Sends again what an earlier page of this browser recorded of the Session and could not hand over. Resolves when all of
 * it was acknowledged or refused (`left`: how many remain), trying as long as the network is away. Segments that some
 * window records or re-sends right now are left alone. Rejects when the browser's storage cannot be opened.
 */
export async function resumeSpool(sessionId: string): Promise<{ left: number }> {
  const spool = await openSpool();
  try {
    await spool.forgetBefore(Date.now() - SPOOL_KEEPS);
    const segments = new Map<string, FragmentKey[]>();
    for (const key of await spool.keys(sessionId)) {
      const lock = segmentLock(key[1], key[2]);
      segments.set(lock, [...(segments.get(lock) ?? []), key]);
    }
    for (const [lock, keys] of segments) {
      await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
        if (!held) return;
        const handover = openHandover(spool, {
          onLanded: () => undefined,
          onRefused: (reason) => console.warn('fieldroom: a piece of an earlier recording was refused:', reason),
        });
        for (const key of keys) handover.resend(key);
        await handover.settled();
      });
    }
    return { left: (await spool.keys(sessionId)).length };
  } finally {
    spool.close();
  }
}
