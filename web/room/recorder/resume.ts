import { LATE_PIECES_FOR } from '../../../wire/limits.ts';
import { VOICE_ID } from '../../../wire/protocol.ts';
import { openHandover } from './handover.ts';
import { sayNoMore } from './landing.ts';
import { KEY_SECONDS } from './picture.ts';
import { openSpool, type FragmentKey, type Spool, type SpooledFragment } from './spool.ts';
import { rememberTold, toldOf } from './told.ts';

/** A segment being recorded, or re-sent, holds this lock: no two pages of a browser send the same fragments. */
export function segmentLock(recording: string, segment: number): string {
  return `fieldroom-recording ${recording} ${segment}`;
}

export interface Resumed {
  /** Seconds that are news: not those of which it was told before that they are refused, unless they are taken now. */
  found: number;
  /** Seconds of the recording that the server has now and had not before. */
  recovered: number;
  /** Why some were refused, when that is news. */
  refused: string | null;
  /** Fragments that remain in this browser. */
  left: number;
}

/**
 * Sends again what an earlier page of this browser recorded of the Session and could not hand over. Resolves when all of
 * it was acknowledged or refused, trying as long as the network is away. Segments that some
 * window records or re-sends right now are left alone. Rejects when the browser's storage cannot be opened.
 * `onFound` is told beforehand how many seconds were found that are news, when there are any.
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
    const told = toldOf();
    const resumed = { found: 0, recovered: 0, refused: null as string | null };
    for (const [lock, keys] of segments) {
      const isNews = !told.includes(lock);
      await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
        if (!held) return;
        const seconds = keys.filter(isMedia).length * KEY_SECONDS;
        if (isNews && seconds > 0) {
          resumed.found += seconds;
          onFound(seconds);
        }
        let landed = 0;
        const handover = openHandover(spool, {
          onLanded: ({ number }) => {
            landed += 1;
            if (number === 0 || seconds === 0) return;
            resumed.recovered += KEY_SECONDS;
            if (!isNews) resumed.found += KEY_SECONDS;
          },
          onRefused: (reason) => {
            rememberTold(lock);
            if (isNews) resumed.refused = reason;
          },
        });
        const first = keys[0] && (await spool.get(keys[0]));
        for (const key of keys) handover.resend(key);
        await handover.settled();
        // Looked at again: before the lock was ours, its recorder may have left more.
        if (first && landed > 0 && (await isEmptyOf(spool, first))) await sayNoMore(first);
      });
    }
    return { ...resumed, left: (await spool.keys(sessionId)).length };
  } finally {
    spool.close();
  }
}

type Segment = Pick<SpooledFragment, 'sessionId' | 'recording' | 'segment' | 'seat'>;

/** A recorder whose room is over has stopped: the server is told that nothing of its segment is left here, when that is so. */
export async function sayHandedOver(segment: Segment): Promise<void> {
  const spool = await openSpool();
  try {
    if (await isEmptyOf(spool, segment)) await sayNoMore(segment);
  } finally {
    spool.close();
  }
}

const isEmptyOf = async (spool: Spool, { sessionId, recording, segment }: Segment): Promise<boolean> =>
  (await spool.keys(sessionId)).every((key) => key[1] !== recording || key[2] !== segment);

/** Of the meeting: number 0 is the head, and shows nothing; a voice beside it is of the same seconds. */
const isMedia = ([, recording, , number]: FragmentKey): boolean => number > 0 && !recording.startsWith(VOICE_ID);
