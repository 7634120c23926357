import { CLOSE, type GoneWhy } from '../../wire/room.ts';
import { goesOn, seenNow } from './completion.ts';
import { agree, type Agreement } from './consent.ts';
import type { Hall } from './hall.ts';
import { giveUpPlace } from './kit/place.ts';
import { removeMedia } from './negotiation.ts';
import { isInside, toPerson } from './presence.ts';
import { directRecording } from './recording.ts';
import type { SeatRecord } from './seat-record.ts';
import { attach, attachmentOf } from './sockets.ts';
import { tellDoors } from './tell-doors.ts';

const inside = (hall: Hall) => hall.store.seats().filter(isInside);
const stayOf = ({ seat, role, name, cameAt }: SeatRecord) => ({ seatId: seat, role, name, cameAt: cameAt ?? 0 });

/** Somebody has come in who was not in: everybody learns it, the attendance log too. */
export function cameIn(hall: Hall, record: SeatRecord, consent: Agreement | undefined): void {
  const now = hall.now();
  const came = hall.store.saveSeat({ ...record, cameAt: now, admitted: true, waiting: null });
  const roles = inside(hall).map((one) => one.role);
  const { seen, settled, firstInAt } = hall.store.life();
  hall.store.live({ seen: seenNow(seen, roles, now), firstInAt: firstInAt ?? now, emptySince: null });
  if (settled && goesOn(roles, record.role)) {
    hall.store.live({ settled: false });
    hall.ledger.owe({ what: 'resumed', byName: came.name }, now);
  }
  if (record.role === 'participant' && consent) agree(hall, record, consent);
  hall.ledger.owe({ what: 'came', stay: stayOf(came) }, now);
  hall.ledger.owe({ what: 'inside', count: roles.length }, now);
  hall.sockets.tellInside({ t: 'in', p: toPerson(came) }, came.seat);
}

/** Somebody is out, for whatever reason. Their number stays theirs, should they come back. */
export function goOut(hall: Hall, seat: string, why: GoneWhy): void {
  const record = hall.store.seat(seat);
  if (!record || !isInside(record)) return;
  const now = hall.now();
  hall.store.saveSeat({
    ...record,
    cameAt: null,
    awaySince: null,
    hand: false,
    screen: false,
    q: 3,
    canRecord: false,
    canVoice: null,
  });
  const left = inside(hall).length;
  if (left === 0) hall.store.live({ emptySince: now });
  hall.ledger.owe({ what: 'went', stay: stayOf(record), why }, now);
  hall.ledger.owe({ what: 'inside', count: left }, now);
  hall.sockets.tellInside({ t: 'out', n: record.n, why }, seat);
  hall.later(removeMedia(hall, seat));
  giveUpPlace(hall, seat);
  directRecording(hall);
  tellDoors(hall);
}

/** The socket is gone, the seat is kept for a while. */
export function goAway(hall: Hall, seat: string): void {
  const record = hall.store.seat(seat);
  if (!record || !isInside(record) || record.awaySince !== null) return;
  hall.store.saveSeat({ ...record, awaySince: hall.now() });
  hall.sockets.tellInside({ t: 'set', n: record.n, away: true }, seat);
  directRecording(hall);
}

/** The door opens. Who is in already (it was moved while they were) has come by now. */
export function open(hall: Hall): void {
  hall.store.live({ openTold: true });
  seeInside(hall);
  tellDoors(hall);
}

/** Whoever is in now has come. */
export function seeInside(hall: Hall): void {
  const roles = inside(hall).map(({ role }) => role);
  hall.store.live({ seen: seenNow(hall.store.life().seen, roles, hall.now()) });
}

/** Those whose sockets are gone without a word (a deploy, a crash) are away from now on. */
export function noticeTheLost(hall: Hall): void {
  for (const { seat } of hall.store.seats()) if (!hall.sockets.inOf(seat)) goAway(hall, seat);
}

/** A browser pings every 2 s (web/room/heartbeat.ts): one that has not for so long is asleep or cut off, and its socket dead. ms */
const SILENT_AFTER = 15_000;

/** Those whose sockets are still open here, but lead nowhere any more, are away from now on. */
export function noticeTheSilent(hall: Hall): void {
  for (const socket of hall.sockets.inside()) {
    const heardAt = hall.sockets.pingedAt(socket);
    if (heardAt === null || hall.now() - heardAt < SILENT_AFTER) continue;
    attach(socket, { at: 'gone' });
    socket.close(CLOSE.silent, 'silent');
    goAway(hall, attachmentOf(socket).claims.seat);
  }
}
