import type { Playout } from './media/playout.ts';
import type { RoomState } from './state.ts';

/** A voice that seems to come earlier than this, ms: its picture stands still. */
const EARLY_MAX = 500;
/** A busy browser may play a voice a second late. Later than this, ms, the voice stands still, or a clock of its sender is wrong. */
const LATE_MAX = 2_000;

type Lags = (state: Pick<RoomState, 'tracks'>, playout: ReadonlyMap<string, Playout>) => Map<string, number>;

/**
 * How much later than its picture each voice is played, ms, by `${n}:mic`; negative: earlier. A browser brings the two together
 * only slowly and roughly: for seconds after a track has come a voice may be 700 ms late, and later 60 ms early. Their senders' clocks
 * tell, and in the first ten seconds, before a sender has told its own twice (RTCP, RFC 3550 6.4), how long both have just waited in
 * this browser.
 */
export function createLags(): Lags {
  let before: ReadonlyMap<string, Playout> = new Map();
  let last: ReadonlyMap<string, number> = new Map();

  /** Of a track's packets since the last look: how long they waited, ms; null when none was played. */
  function waitedLately(id: string, { waited, played }: Playout): number | null {
    const { waited: waitedBefore, played: playedBefore } = before.get(id) ?? { waited: 0, played: 0 };
    return played > playedBefore ? (waited - waitedBefore) / (played - playedBefore) : null;
  }

  function lagOf(voiceId: string, voice: Playout, pictureId: string, picture: Playout): number | null {
    if (voice.at !== null && picture.at !== null) return picture.at - voice.at;
    const [heard, seen] = [waitedLately(voiceId, voice), waitedLately(pictureId, picture)];
    return heard === null || seen === null ? null : heard - seen;
  }

  return ({ tracks }, playout) => {
    const lags = new Map<string, number>();
    for (const [id, track] of tracks) {
      const [n, kind] = id.split(':');
      const pictureId = (kind === 'mic' && tracks.get(`${Number(n)}:cam`)?.id) || '';
      const [voice, picture] = [playout.get(track.id), playout.get(pictureId)];
      // A picture that stands still for a moment tells nothing new.
      const lag = voice && picture ? (lagOf(track.id, voice, pictureId, picture) ?? last.get(id)) : undefined;
      if (lag !== undefined && lag >= -EARLY_MAX && lag <= LATE_MAX) lags.set(id, lag);
    }
    before = playout;
    last = lags;
    return lags;
  };
}
