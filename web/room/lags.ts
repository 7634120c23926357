import type { Playout } from './media/playout.ts';
import type { RoomState } from './state.ts';

/** A voice that seems to come earlier than this, ms: its picture stands still. */
const EARLY_MAX = 500;
/** A busy browser may play a voice a second late. Later than this, ms, the voice stands still, or a clock of its sender is wrong. */
const LATE_MAX = 2_000;

/**
 * How much later than its picture each voice is played, ms, by `${n}:mic`; negative: earlier. A browser brings the two together
 * only slowly and roughly: for seconds after a track has come a voice may be 150 ms late, and later 60 ms early.
 */
export function lagsOf(
  { tracks }: Pick<RoomState, 'tracks'>,
  playout: ReadonlyMap<string, Playout>,
): Map<string, number> {
  const lags = new Map<string, number>();
  for (const [id, track] of tracks) {
    const [n, kind] = id.split(':');
    const picture = kind === 'mic' ? playout.get(tracks.get(`${Number(n)}:cam`)?.id ?? '') : undefined;
    const voice = playout.get(track.id);
    if (!voice || !picture) continue;
    const isTold = voice.at !== null && picture.at !== null;
    const lag = isTold ? (picture.at ?? 0) - (voice.at ?? 0) : voice.buffered - picture.buffered;
    if (lag >= -EARLY_MAX && lag <= LATE_MAX) lags.set(id, lag);
  }
  return lags;
}
