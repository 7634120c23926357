import type { Person } from '../../wire/room.ts';
import type { Hall } from './hall.ts';
import { settleFollows } from './negotiation.ts';
import { directRecording } from './recording.ts';

/** Somebody's connection as they measure it: everybody sees it, when it is another than before. */
export function setQuality(hall: Hall, seat: string, q: Person['q']): void {
  const record = hall.store.seat(seat);
  if (!record || record.q === q) return;
  hall.store.saveSeat({ ...record, q });
  hall.sockets.tellInside({ t: 'set', n: record.n, q });
}

/** Audio first, or no more: it stays with the seat. A recorder who sees no cameras any more is followed by one who does. */
export function setSaveData(hall: Hall, seat: string, on: boolean): void {
  const record = hall.store.seat(seat);
  if (!record || record.saveData === on) return;
  hall.store.saveSeat({ ...record, saveData: on });
  settleFollows(hall);
  directRecording(hall);
}
