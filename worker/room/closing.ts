import type { TrackKind } from '../../wire/words.ts';
import type { Hall } from './hall.ts';
import { expected, lose, saveMedia, settleFollows, sfuOf, usable } from './negotiation.ts';
import type { Stopped } from './seat-record.ts';

/** The service did not answer: asked again after these, ms. Nobody follows the tracks meanwhile, so nothing is heard. */
const CLOSE_AGAIN_AFTER = [1_000, 5_000, 20_000, 60_000];

/** In the seat's queue: tracks a Researcher turned off are out of the books, and closed at the media service. */
export function closeStopped(hall: Hall, seat: string, kinds: readonly TrackKind[], stopped: Stopped): Promise<void> {
  return hall.queues.run(seat, async () => {
    const media = usable(hall, seat);
    if (!media) return;
    const ended = media.at.published.filter((track) => kinds.includes(track.kind)).map((track) => track.mid);
    const stays = media.at.published.filter((track) => !ended.includes(track.mid));
    saveMedia(hall, seat, media, {
      at: { ...media.at, published: stays },
      flowing: media.flowing.filter((mid) => !ended.includes(mid)),
      closing: [...media.closing, ...ended],
      stopped: [...media.stopped.filter((one) => one.kind !== stopped.kind), stopped],
    });
    settleFollows(hall);
    await closeNow(hall, seat);
  });
}

/** Runs inside the seat's queue. */
async function closeNow(hall: Hall, seat: string, tried = 0): Promise<void> {
  const media = usable(hall, seat);
  if (!media || media.closing.length === 0) return;
  try {
    await sfuOf(hall).stop(media.at, media.closing);
    saveMedia(hall, seat, media, { closing: [] });
  } catch (error) {
    if (expected(error).code === 'media_refused') return lose(hall, seat, media);
    const pause = CLOSE_AGAIN_AFTER[tried];
    if (pause === undefined) return;
    const again = () => hall.queues.run(seat, () => closeNow(hall, seat, tried + 1));
    hall.later(new Promise((done) => setTimeout(done, pause)).then(again));
  }
}

/** After an eviction: what was being closed is closed. */
export function resumeClosing(hall: Hall): void {
  for (const { seat, media } of hall.store.seats()) {
    if (media && media.closing.length > 0) hall.later(hall.queues.run(seat, () => closeNow(hall, seat)));
  }
}
