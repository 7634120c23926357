import type { ClientMessage } from '../../wire/room.ts';
import type { TrackKind } from '../../wire/words.ts';
import { closeStopped } from './closing.ts';
import type { Hall } from './hall.ts';
import { noteHosted, personInside } from './hosting.ts';
import { settleFollows } from './negotiation.ts';
import { isInside } from './presence.ts';
import type { SeatMedia, SeatRecord } from './seat-record.ts';

type Stop = Extract<ClientMessage, { t: 'stop' }>;

const TRACKS = {
  mic: ['mic'],
  cam: ['cam'],
  screen: ['screen', 'screen_audio'],
  hand: [],
} as const satisfies Record<Stop['kind'], readonly TrackKind[]>;

/**
 * Turns something of somebody off, of everybody but the Researchers when `n` is null (PRODUCT.md, Host controls). The flag is off
 * and nobody follows the track at once, whatever the media service says. AppError `person_gone`.
 */
export function stop(hall: Hall, by: SeatRecord, { n, kind }: Stop): void {
  const chosen = n === null ? hall.store.seats().filter((one) => isOn(one, kind)) : [personInside(hall, n)];
  const stopped = chosen.filter((record) => turnOff(hall, record, kind, by.name));
  if (stopped.length === 0) return;
  settleFollows(hall);
  noteHosted(hall, by, 'turned_off', stopped, { kind, ...(n === null ? { everybody: true } : {}) });
}

const isOn = (record: SeatRecord, kind: Stop['kind']) =>
  isInside(record) && record.role !== 'researcher' && record[kind];

/** False when there was nothing to turn off. */
function turnOff(hall: Hall, record: SeatRecord, kind: Stop['kind'], by: string): boolean {
  const media = record.media && stilled(record.media, TRACKS[kind]);
  const hasFlowed = media?.flowing.length !== record.media?.flowing.length;
  if (!record[kind] && !hasFlowed) return false;
  hall.store.saveSeat({ ...record, [kind]: false, media });
  if (record[kind]) hall.sockets.tellInside({ t: 'set', n: record.n, [kind]: false });
  const told = hall.sockets.inOf(record.seat) !== undefined;
  hall.sockets.tell(record.seat, { t: 'stopped', kind, by });
  if (kind !== 'hand') hall.later(closeStopped(hall, record.seat, TRACKS[kind], { kind, by, told }));
  return true;
}

/** Nobody may follow tracks of these kinds any more. */
export function stilled(media: SeatMedia, kinds: readonly TrackKind[]): SeatMedia {
  const mids = media.at.published.filter((track) => kinds.includes(track.kind)).map((track) => track.mid);
  return { ...media, flowing: media.flowing.filter((mid) => !mids.includes(mid)) };
}
