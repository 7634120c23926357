import type { Said } from '../../wire/room.ts';
import type { TrackKind } from '../../wire/words.ts';
import { closeStopped } from './closing.ts';
import { flows, stilled } from './follows.ts';
import type { Hall } from './hall.ts';
import { noteHosted, personInside } from './hosting.ts';
import { stoppedOf, withStopped } from './kit/stopping.ts';
import { settleFollows } from './negotiation.ts';
import { isInside } from './presence.ts';
import type { SeatRecord, Stopped } from './seat-record.ts';

const TRACKS = {
  mic: ['mic'],
  cam: ['cam'],
  screen: ['screen', 'screen_audio'],
  hand: [],
} as const satisfies Record<Said<'stop'>['kind'], readonly TrackKind[]>;

/**
 * Turns something of somebody off, of everybody but the Researchers when `n` is null (PRODUCT.md, Host controls). The flag is off
 * and nobody follows the track at once, whatever the media service says. AppError `person_gone`.
 */
export function stop(hall: Hall, by: SeatRecord, { n, kind }: Said<'stop'>): void {
  const chosen = n === null ? hall.store.seats().filter((one) => isOn(one, kind)) : [personInside(hall, n)];
  const stopped = chosen.filter((record) => turnOff(hall, record, kind, by.name));
  if (stopped.length === 0) return;
  settleFollows(hall);
  noteHosted(hall, by, 'turned_off', stopped, { kind, ...(n === null ? { everybody: true } : {}) });
}

const isOn = (record: SeatRecord, kind: Said<'stop'>['kind']) =>
  isInside(record) && record.role !== 'researcher' && record[kind];

/** False when there was nothing to turn off. */
function turnOff(hall: Hall, record: SeatRecord, kind: Said<'stop'>['kind'], by: string): boolean {
  const { media } = record;
  if (!record[kind] && !TRACKS[kind].some((track) => flows(media, track))) return false;
  const told = hall.sockets.inOf(record.seat) !== undefined;
  const kit = kind === 'hand' ? record.kit : withStopped(record.kit, { kind, by, told });
  hall.store.saveSeat({ ...record, [kind]: false, kit, media: media && stilled(media, TRACKS[kind]) });
  if (record[kind]) hall.sockets.tellInside({ t: 'set', n: record.n, [kind]: false });
  hall.sockets.tell(record.seat, { t: 'stopped', kind, by });
  if (kind !== 'hand') hall.later(closeStopped(hall, record.seat, TRACKS[kind], { kind, by, told }));
  return true;
}

/** What was turned off of somebody who was away, or did not hear it: they come back on the same page believing it is on. */
export function unheardStops(record: SeatRecord, { mic, cam, publish }: Said<'enter'>): Stopped[] {
  const claimed = { mic, cam, screen: false };
  const isAnew = (kind: TrackKind) => publish?.tracks.some((track) => track.kind === kind) ?? false;
  return stoppedOf(record).filter(({ kind, told }) => !told || (claimed[kind] && !isAnew(kind)));
}

/** Said on the socket with which they are in now; what they send of it all the same is closed. */
export function sayStopped(hall: Hall, seat: string, { kind, by }: Omit<Stopped, 'told'>): void {
  const record = hall.store.seat(seat);
  if (record?.kit) hall.store.saveSeat({ ...record, kit: withStopped(record.kit, { kind, by, told: true }) });
  hall.sockets.tell(seat, { t: 'stopped', kind, by });
  hall.later(closeStopped(hall, seat, TRACKS[kind], { kind, by, told: true }));
}
