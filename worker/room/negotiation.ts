import { AppError } from '../../wire/errors.ts';
import type { Said } from '../../wire/room.ts';
import type { MediaSeat, MediaService } from '../media/media.ts';
import { followChange, namedTracks, type OthersTrack } from './follows.ts';
import type { Hall } from './hall.ts';
import { isInside } from './presence.ts';
import type { SeatMedia, SeatRecord } from './seat-record.ts';
import { sharerBeside } from './sharing.ts';
import { isPresent, send, sendError } from './sockets.ts';

export type Publication = Pick<Said<'publish'>, 'offer' | 'tracks' | 'close'>;
export interface Offered {
  offer: string;
  tracks: { mid: string; n: number; kind: OthersTrack['kind'] }[];
}

export interface FollowsChanged {
  unfollow: string[];
  follow: Offered | null;
}

/** Pauses before asking again for tracks that the service did not have yet, ms. After these, the next change asks. */
const ASK_AGAIN_AFTER = [250, 500, 1_000, 2_000, 4_000, 8_000];

const fresh = (at: MediaSeat): SeatMedia => ({
  at,
  flowing: [],
  offeredAt: null,
  lost: false,
  closing: [],
  stopped: [],
});

/**
 * A new transport: at the door it waits for `enter`, in the room it replaces the old one at once. In a line of its own: it is a
 * new media session, and what the old one still waits for must not hold it up.
 */
export function warm(hall: Hall, socket: WebSocket, seat: string, offer: string): Promise<void> {
  return hall.warmings.run(seat, async () => {
    try {
      const opened = await sfuOf(hall).open(offer);
      const record = hall.store.seat(seat);
      if (!record) return await sfuOf(hall).remove(opened.seat);
      hall.store.saveSeat({ ...record, warmed: opened.seat });
      send(socket, { t: 'warmed', answer: opened.answer });
      if (!isPresent(socket)) return;
      takeWarmed(hall, seat);
      settleFollows(hall);
    } catch (error) {
      sendError(socket, expected(error), 'warm');
    }
  });
}

/** Left at the door: a transport that was warmed for nothing. Without tracks the service drops it by itself. */
export function forgetWarmed(hall: Hall, seat: string): void {
  const record = hall.store.seat(seat);
  if (record?.warmed) hall.store.saveSeat({ ...record, warmed: null });
}

/**
 * Takes the warmed transport into use; the old one's tracks end. Follows are the caller's to settle: who is entering first has
 * their own offer answered, then follows, all in the `welcome`.
 */
export function takeWarmed(hall: Hall, seat: string): void {
  const record = hall.store.seat(seat);
  if (!record?.warmed) return;
  const old = record.media?.at;
  hall.store.saveSeat({ ...record, media: fresh(record.warmed), warmed: null });
  hall.queues.renew(seat);
  if (old) hall.later(sfuOf(hall).remove(old));
}

/** What became of a publication: at most one of these is to be told. */
export interface Published {
  answer?: string;
  fault?: AppError;
  rewarm?: boolean;
}

/** Runs inside the seat's queue. */
export async function publishNow(hall: Hall, seat: string, change: Publication): Promise<Published> {
  const media = usable(hall, seat);
  if (!media) return { rewarm: true };
  // It crossed a follow: the follow wins, the browser answers and then offers anew (wire/room.ts, publish).
  if (media.offeredAt !== null) return {};
  try {
    const made = await sfuOf(hall).publish(media.at, change);
    // What was turned off meanwhile stays so: read anew after the wait.
    const now = hall.store.seat(seat)?.media ?? media;
    const flowing = now.flowing.filter((mid) => !change.close.includes(mid));
    const stopped = now.stopped.filter((one) => !change.tracks.some((track) => track.kind === one.kind));
    saveMedia(hall, seat, media, { at: made.seat, flowing, stopped });
    return { answer: made.answer };
  } catch (error) {
    const fault = expected(error);
    if (fault.code === 'media_refused') lose(hall, seat, media);
    return { fault };
  }
}

export function publish(hall: Hall, socket: WebSocket, seat: string, change: Publication): Promise<void> {
  return hall.queues.run(seat, async () => {
    sayPublished(socket, await publishNow(hall, seat, change));
    settleFollows(hall);
  });
}

export function sayPublished(socket: WebSocket, { answer, fault, rewarm }: Published): void {
  if (answer !== undefined) send(socket, { t: 'published', answer });
  if (fault) sendError(socket, fault, 'publish');
  if (rewarm) send(socket, { t: 'rewarm' });
}

/** The others may follow these now. */
export function flowing(hall: Hall, seat: string, mids: string[]): Promise<void> {
  return hall.queues.run(seat, async () => {
    const media = hall.store.seat(seat)?.media;
    if (!media) return;
    const isTaken = sharerBeside(hall, seat) !== undefined;
    const mine = media.at.published.filter((track) => !isTaken || !track.kind.startsWith('screen'));
    const own = mids.filter((mid) => mine.some((track) => track.mid === mid));
    saveMedia(hall, seat, media, { flowing: [...new Set([...media.flowing, ...own])] });
    settleFollows(hall);
  });
}

export function answer(hall: Hall, socket: WebSocket, seat: string, sdp: string): Promise<void> {
  return hall.queues.run(seat, async () => {
    const media = usable(hall, seat);
    if (!media || media.offeredAt === null) return;
    try {
      const at = await sfuOf(hall).answer(media.at, sdp);
      saveMedia(hall, seat, media, { at, offeredAt: null });
    } catch (error) {
      sendError(socket, expected(error), 'answer');
      lose(hall, seat, media);
    }
    hall.later(settleFollowsOf(hall, seat));
  });
}

export function layer(hall: Hall, socket: WebSocket, seat: string, { mid, rid }: Said<'layer'>): Promise<void> {
  return hall.queues.run(seat, async () => {
    const media = usable(hall, seat);
    try {
      if (media) await sfuOf(hall).layer(media.at, mid, rid);
    } catch (error) {
      sendError(socket, expected(error), 'layer');
    }
  });
}

/** Followed tracks that give nothing although they should: these alone are given up and followed anew. */
export function silent(hall: Hall, seat: string, mids: string[]): Promise<void> {
  return hall.queues.run(seat, async () => {
    const media = usable(hall, seat);
    if (!media || media.offeredAt !== null) return;
    const known = media.at.followed.map((track) => track.mid).filter((mid) => mids.includes(mid));
    if (known.length === 0) return;
    try {
      const at = await sfuOf(hall).unfollow(media.at, known);
      if (saveMedia(hall, seat, media, { at })) hall.sockets.tell(seat, { t: 'unfollow', mids: known });
    } catch (error) {
      if (expected(error).code === 'media_refused') lose(hall, seat, media);
    }
    hall.later(settleFollowsOf(hall, seat));
  });
}

/** Somebody is out, or their transport is given up: the service forgets their tracks, the others stop following. */
export function removeMedia(hall: Hall, seat: string): Promise<void> {
  const done = hall.queues.run(seat, async () => {
    const record = hall.store.seat(seat);
    if (!record || isInside(record)) return;
    hall.store.saveSeat({ ...record, media: null });
    if (record.media) await sfuOf(hall).remove(record.media.at);
  });
  settleFollows(hall);
  return done;
}

/** A follow that was never answered: only a new transport helps. */
export function giveUpOffer(hall: Hall, seat: string): void {
  const media = hall.store.seat(seat)?.media;
  if (media && media.offeredAt !== null) lose(hall, seat, media);
}

/** Everybody's follows are brought to what they should be. Cheap when nothing is to change. */
export function settleFollows(hall: Hall): void {
  for (const record of hall.store.seats()) {
    if (isInside(record) && record.media && hasWork(hall, record)) hall.later(settleFollowsOf(hall, record.seat));
  }
}

function hasWork(hall: Hall, record: SeatRecord): boolean {
  const { add, drop } = followChange(hall.store.seats(), record);
  return add.length + drop.length > 0;
}

function settleFollowsOf(hall: Hall, seat: string, tried = 0): Promise<void> {
  return hall.queues.run(seat, async () => {
    sayFollows(hall, seat, await followNow(hall, seat, tried));
  });
}

export function sayFollows(hall: Hall, seat: string, { unfollow, follow }: FollowsChanged): void {
  if (unfollow.length > 0) hall.sockets.tell(seat, { t: 'unfollow', mids: unfollow });
  if (follow) hall.sockets.tell(seat, { t: 'follow', ...follow });
}

/** Runs inside the seat's queue: stops following what is gone, then asks for what is new. What to tell the seat. */
export async function followNow(hall: Hall, seat: string, tried = 0): Promise<FollowsChanged> {
  const changed: FollowsChanged = { unfollow: [], follow: null };
  const media = usable(hall, seat);
  const record = hall.store.seat(seat);
  if (!media || !record || !isInside(record) || media.offeredAt !== null) return changed;
  if (!hall.sockets.of(seat).some(isPresent)) return changed;
  const { add, drop } = followChange(hall.store.seats(), record);
  try {
    let at = media.at;
    if (drop.length > 0) {
      at = await sfuOf(hall).unfollow(at, drop);
      if (!saveMedia(hall, seat, media, { at })) return changed;
      // Told only while it is still true: on a transport made meanwhile the same mids are other tracks.
      changed.unfollow = drop;
    }
    if (add.length === 0) return changed;
    const got = await sfuOf(hall).follow(at, add);
    const offeredAt = got.offer === null ? null : hall.now();
    if (!saveMedia(hall, seat, media, { at: got.seat, offeredAt })) return changed;
    if (got.missing.length > 0 && got.offer === null) askAgain(hall, seat, tried);
    if (got.offer !== null) changed.follow = { offer: got.offer, tracks: namedTracks(got.followed, add) };
  } catch (error) {
    if (expected(error).code === 'media_refused') lose(hall, seat, media);
    else askAgain(hall, seat, tried);
  }
  return changed;
}

/** A short timer, six times at most and only while somebody waits in the room: it costs no hibernation worth having. */
function askAgain(hall: Hall, seat: string, tried: number): void {
  const pause = ASK_AGAIN_AFTER[tried];
  if (pause === undefined) return;
  hall.later(new Promise((done) => setTimeout(done, pause)).then(() => settleFollowsOf(hall, seat, tried + 1)));
}

/** The service has no use for this media session any more: the browser makes a new transport. */
export function lose(hall: Hall, seat: string, media: SeatMedia): void {
  if (saveMedia(hall, seat, media, { lost: true, offeredAt: null })) hall.sockets.tell(seat, { t: 'rewarm' });
}

/** A seat's media, when calls with it make sense. */
export function usable(hall: Hall, seat: string): SeatMedia | null {
  const media = hall.store.seat(seat)?.media;
  return media && !media.lost ? media : null;
}

/** Writes back what a call made of a seat's media; false when the seat has another transport by now. */
export function saveMedia(hall: Hall, seat: string, media: SeatMedia, change: Partial<SeatMedia>): boolean {
  const record = hall.store.seat(seat);
  if (record?.media?.at.id !== media.at.id) return false;
  hall.store.saveSeat({ ...record, media: { ...record.media, ...change } });
  return true;
}

/** Who negotiates track by track. Where others hold the whole meeting nobody is to ask: AppError `media_refused`. */
export function sfuOf({ media }: Hall): MediaService {
  if (media.kind !== 'sfu') throw new AppError('media_refused');
  return media.sfu;
}

export function expected(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
