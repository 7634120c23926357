import { AppError } from '../../wire/errors.ts';
import type { HostingState, OutsidePerson } from '../../wire/room.ts';
import type { Role } from '../../wire/words.ts';
import type { Hall } from './hall.ts';
import type { HostedKind } from './ledger.ts';
import { isInside } from './presence.ts';
import type { SeatRecord } from './seat-record.ts';
import { send } from './sockets.ts';

/** Do new Guests wait: by a Researcher's word, else by the Study's guest policy (PRODUCT.md, Joining). */
export const guestsWait = (hall: Hall): boolean => hall.store.life().guestsWait ?? hall.facts().guestPolicy === 'wait';

/** Those who wait to be let in, who came first first. */
export const waitingOnes = (hall: Hall): SeatRecord[] =>
  hall.store
    .seats()
    .filter((record) => record.waiting !== null)
    .sort((a, b) => (a.waiting?.since ?? 0) - (b.waiting?.since ?? 0) || a.n - b.n);

/** What only Researchers see of the room. */
export function hostingOf(hall: Hall): HostingState {
  const { locked, removed } = hall.store.life();
  return {
    locked,
    guestsWait: guestsWait(hall),
    waiting: waitingOnes(hall).map(({ n, role, name, waiting }) => ({
      ...outside({ n, role, name }),
      since: new Date(waiting?.since ?? 0).toISOString(),
      held: waiting?.held?.text ?? null,
    })),
    removed: removed.map(({ n, role, name, how }) => ({ ...outside({ n, role, name }), how })),
    recordingPolicy: hall.facts().recordingPolicy,
    ...recordersOf(hall),
  };
}

/** Who could record, who is about to, and whose voice has no file of its own, or one without their camera. */
export function recordersOf(hall: Hall): Pick<HostingState, 'recorders' | 'nextRecorder' | 'voiceless' | 'voiceOnly'> {
  const wantsCameras = hall.store.facts()?.separateTracks === 'cameras';
  const inside = hall.store.seats().filter(isInside);
  const able = inside.filter((one) => one.canRecord && one.awaySince === null && hall.media.kind !== 'kit');
  const numbers = (seats: SeatRecord[]) => seats.map(({ n }) => n);
  return {
    recorders: numbers(able),
    nextRecorder: hall.store.life().recording?.next?.n ?? null,
    voiceless: numbers(inside.filter((one) => one.canVoice === false)),
    voiceOnly: numbers(inside.filter((one) => wantsCameras && one.canVoice === true && !one.canCamera)),
  };
}

const outside = ({ n, role, name }: OutsidePerson): OutsidePerson => ({ n, role, name });

/** Right after a Researcher's `welcome`. */
export function greetHost(hall: Hall, socket: WebSocket, seat: string): void {
  if (hall.store.seat(seat)?.role === 'researcher') send(socket, { t: 'hosting', hosting: hostingOf(hall) });
}

/** Tells every Researcher who is in; nobody else ever hears it. */
export function tellHosts(hall: Hall): void {
  if (!hall.store.facts()) return;
  hall.sockets.tellRoles(['researcher'], { t: 'hosting', hosting: hostingOf(hall) });
}

/** A host control's entry in the Session's timeline: who did what, and to whom. */
export function noteHosted(
  hall: Hall,
  by: SeatRecord,
  kind: HostedKind,
  people: { n: number; name: string; role: Role }[] = [],
  more: Record<string, unknown> = {},
): void {
  const detail = { ...more, ...(people.length > 0 ? { people: people.map(outside) } : {}) };
  hall.ledger.owe({ what: 'hosted', id: crypto.randomUUID(), kind, byName: by.name, detail }, hall.now());
}

/** Who of those in the room is meant. AppError `person_gone`. */
export function personInside(hall: Hall, n: number): SeatRecord {
  const record = hall.store.seats().find((one) => one.n === n && isInside(one));
  if (!record) throw new AppError('person_gone');
  return record;
}
