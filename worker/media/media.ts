import type { TrackKind } from '../../wire/words.ts';

/**
 * The media port, Worker side. The Room owns presence, roles and who may follow whom; an implementation only moves tracks.
 * The Room keeps each seat's `MediaSeat` (plain JSON) in its storage, hands it in and stores what comes back.
 * Calls for one seat never overlap: the Room runs one queue per seat (concurrent negotiation is answered 406 by the SFU).
 * Errors: AppError `media_unavailable` (try again), `media_denied` (our key is not accepted) and `media_refused` (this media session is of no use: re-warm).
 */
export interface MediaService {
  /** ICE servers a browser may use, for the link page. */
  iceServers(): Promise<IceServer[]>;
  /** A new media session from a browser's first offer (data channel only). Replaces nothing: call `remove` on the old seat state. */
  open(offer: string): Promise<{ seat: MediaSeat; answer: string }>;
  /** Adds and ends own tracks with one client offer. */
  publish(seat: MediaSeat, change: PublishChange): Promise<{ seat: MediaSeat; answer: string }>;
  /** Makes the seat follow these tracks; `offer` is to be answered by `answer`. Tracks that cannot be had now come back in `missing`. */
  follow(
    seat: MediaSeat,
    tracks: TrackRef[],
  ): Promise<{ seat: MediaSeat; offer: string | null; followed: Followed[]; missing: TrackRef[] }>;
  answer(seat: MediaSeat, answer: string): Promise<MediaSeat>;
  /** Ends own tracks without an offer of the browser's; mids that have ended already are no error. */
  stop(seat: MediaSeat, mids: string[]): Promise<void>;
  /** Stops following, without renegotiation. */
  unfollow(seat: MediaSeat, mids: string[]): Promise<MediaSeat>;
  /** Chooses a simulcast layer of a followed camera. */
  layer(seat: MediaSeat, mid: string, rid: 'f' | 'h' | 'q'): Promise<void>;
  /** Ends all of a seat's tracks at the service; never throws for a session already gone. */
  remove(seat: MediaSeat): Promise<void>;
}

export interface IceServer {
  urls: string | string[];
  username?: string;
  credential?: string;
}

/** A seat at the media service: its session id there, what it publishes and follows, by mid. */
export interface MediaSeat {
  id: string;
  published: { mid: string; kind: TrackKind; name: string }[];
  followed: { mid: string; from: string; name: string }[];
}

export interface PublishChange {
  offer: string;
  tracks: { mid: string; kind: TrackKind }[];
  close: string[];
}

/** Somebody's track at the service. */
export interface TrackRef {
  from: string;
  name: string;
}
export interface Followed extends TrackRef {
  mid: string;
}
