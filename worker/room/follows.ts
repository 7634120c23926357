import type { FollowedTrack } from '../../wire/room.ts';
import type { TrackKind } from '../../wire/words.ts';
import type { Followed, TrackRef } from '../media/media.ts';
import { isInside } from './presence.ts';
import type { SeatMedia, SeatRecord } from './seat-record.ts';

/** Voices first: when only a part of it gets through in time, people hear each other. */
const ORDER: readonly TrackKind[] = ['mic', 'screen_audio', 'cam', 'screen'];

export interface OthersTrack extends TrackRef {
  n: number;
  kind: TrackKind;
  away: boolean;
}

/** All tracks that flow from people in the room other than this one, in the order in which they are to be had. */
export function othersTracks(records: SeatRecord[], me: SeatRecord): OthersTrack[] {
  return records
    .filter((other) => other.seat !== me.seat && isInside(other))
    .flatMap(({ n, media, awaySince }) =>
      (media?.at.published ?? [])
        .filter((track) => media?.flowing.includes(track.mid))
        .map(({ kind, name }) => ({ from: media?.at.id ?? '', name, n, kind, away: awaySince !== null })),
    )
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.n - b.n);
}

/**
 * What is to change in what a person follows; who saves data follows no cameras. Tracks of somebody away are kept but not newly asked for: the service may wait
 * seconds for packets that do not come, and the others' tracks with it.
 */
export function followChange(records: SeatRecord[], me: SeatRecord): { add: OthersTrack[]; drop: string[] } {
  const followed = me.media?.at.followed ?? [];
  const flows = othersTracks(records, me).filter((track) => track.kind !== 'cam' || !me.saveData);
  return {
    add: flows.filter((track) => !track.away && !followed.some((one) => isSame(one, track))),
    drop: followed.filter((one) => !flows.some((track) => isSame(one, track))).map((one) => one.mid),
  };
}

/** The service's word on followed tracks in the words of the room. */
export function namedTracks(followed: Followed[], asked: OthersTrack[]): FollowedTrack[] {
  return followed.flatMap((one) => {
    const track = asked.find((other) => isSame(one, other));
    return track ? [{ mid: one.mid, n: track.n, kind: track.kind }] : [];
  });
}

/** May somebody follow a track of this kind of theirs. */
export const flows = (media: SeatMedia | null, kind: TrackKind): boolean =>
  media?.at.published.some((track) => track.kind === kind && media.flowing.includes(track.mid)) ?? false;

/** Nobody may follow tracks of these kinds any more. */
export function stilled(media: SeatMedia, kinds: readonly TrackKind[]): SeatMedia {
  const mids = media.at.published.filter((track) => kinds.includes(track.kind)).map((track) => track.mid);
  return { ...media, flowing: media.flowing.filter((mid) => !mids.includes(mid)) };
}

export const isSame = (a: TrackRef, b: TrackRef): boolean => a.from === b.from && a.name === b.name;
