import type { Delta, SeatKit, SeatRecord, Stopped } from '../seat-record.ts';

/** What a Researcher turned off of this person and they have not turned on again, whoever moves their tracks. */
export const stoppedOf = ({ media, kit }: SeatRecord): Stopped[] => media?.stopped ?? kit?.stopped ?? [];

/** Remembered until it is turned on again: who was away does not come back believing it is on. */
export const withStopped = (kit: SeatKit | null, stopped: Stopped): SeatKit | null =>
  kit && { ...kit, stopped: [...kit.stopped.filter((one) => one.kind !== stopped.kind), stopped] };

/** What they turn on themselves is no longer turned off. */
export function turnedOn(record: SeatRecord, delta: Delta): SeatRecord {
  if (!record.kit) return record;
  return { ...record, kit: { ...record.kit, stopped: record.kit.stopped.filter(({ kind }) => delta[kind] !== true) } };
}
