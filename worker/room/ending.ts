import type { GoneWhy } from '../../wire/room.ts';
import { outcomeOf, type Attended, type Ending, type Outcome } from './completion.ts';
import type { Hall } from './hall.ts';
import { closeMeeting } from './kit/errands.ts';
import { emptyLobby } from './lobby.ts';
import { goOut } from './people.ts';
import { isInside } from './presence.ts';
import { finish, stopRecording } from './recording.ts';
import { attach, attachmentOf, dismiss } from './sockets.ts';

/** 'End meeting for all', by a Researcher in the room. */
export function endForAll(hall: Hall, byName: string): void {
  shut(hall, 'ended', byName);
  settle(hall, 'ended', byName);
}

/** The Participant has not come by the limit. The room stays open: should they still come, it goes on. */
export function noShow(hall: Hall): void {
  settle(hall, 'no_show_limit', null);
}

/** The scheduled end has come and nobody is in: the Session becomes what it becomes, the room stays open. */
export function endReached(hall: Hall): void {
  settle(hall, 'end_reached', null);
  stopRecording(hall);
}

/** Empty for long enough after the scheduled end. A Session that is not Completed may still be met in. */
export function stoodEmpty(hall: Hall): void {
  if (settle(hall, 'stood_empty', null) === 'completed') shut(hall, 'over');
  else stopRecording(hall);
}

/** Two hours after the scheduled end the room closes by itself. What was judged before stands. */
export function close(hall: Hall): void {
  shut(hall, 'over');
  if (!hall.store.life().settled) settle(hall, 'closed', null);
}

/** The Session was cancelled, or marked as over, from outside. */
export function shutFromOutside(hall: Hall, why: 'cancelled' | 'over'): void {
  shut(hall, why);
}

/** What the Session's completion depends on. */
export function attended(hall: Hall): Attended {
  const { startsAt, endsAt, lateMinutes } = hall.facts();
  const { seen, emptySince } = hall.store.life();
  return { seen, startsAt, endsAt, lateMinutes, emptySince };
}

function settle(hall: Hall, ending: Ending, byName: string | null): Outcome {
  const now = hall.now();
  const status = outcomeOf(attended(hall), ending, now);
  hall.store.live({ settled: true });
  hall.ledger.owe({ what: 'settled', settlement: { status, ending, byName } }, now);
  return status;
}

/**
 * Nobody enters any more. The recorder's browser hears `record_stop` first and keeps its socket until it has said `recorded`
 * or the wait for it is over; everybody else hears `gone` at once.
 */
function shut(hall: Hall, why: GoneWhy, by?: string): void {
  const keeper = stopRecording(hall);
  hall.store.live({ shutAt: hall.now(), farewell: { why, ...(by === undefined ? {} : { by }) } });
  emptyLobby(hall);
  closeMeeting(hall);
  for (const socket of hall.sockets.all()) {
    if (attachmentOf(socket).claims.seat === keeper) attach(socket, { at: 'handing_over' });
    else dismiss(socket, why, by);
  }
  for (const record of hall.store.seats()) if (isInside(record)) goOut(hall, record.seat, why);
}

/** The recorder's last word is in, or waited for long enough: its socket goes, too. */
export function releaseKeeper(hall: Hall): void {
  const { farewell } = hall.store.life();
  for (const socket of hall.sockets.handingOver()) dismiss(socket, farewell?.why ?? 'over', farewell?.by);
}

/** What has not arrived by now is a gap in the recording. */
export function stopWaiting(hall: Hall): void {
  finish(hall);
  releaseKeeper(hall);
}
