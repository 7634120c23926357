import { EMPTY_COMPLETES, SEAT_GRACE, STAYS_OPEN_AFTER } from '../../wire/limits.ts';
import type { Reminder, ReminderKind } from '../domain/reminders.ts';
import { opensAt } from '../domain/session-status.ts';
import { isParticipantMissing, noShowAt, type Attended } from './completion.ts';

/** An offer not answered for this long is lost: the browser makes a new transport. Browsers answer in tens of ms. */
export const OFFER_ANSWERED_WITHIN = 10_000;

/** All that the Room's one alarm depends on. ms, UTC; null: does not apply. */
export interface AgendaFacts extends Attended {
  /** Nobody may enter any more, for good. */
  shut: boolean;
  /** The Session has become what it becomes. */
  settled: boolean;
  /** Sockets at the door have not been told yet that it is open. */
  doorUntold: boolean;
  inside: number;
  /** Those of this schedule version that have not been seen to yet. */
  reminders: Reminder[];
  away: { seat: string; since: number }[];
  offers: { seat: string; since: number }[];
  /** When to look after the recorder next. */
  recorderCheckAt: number | null;
  /** When to stop waiting for the recorder's last pieces. */
  recordedUntil: number | null;
  /** When to move pieces of the recording into the bucket. */
  moveAt: number | null;
  /** The next step of making the file. */
  finishAt: number | null;
  /** When late pieces of the recording are waited for no longer. */
  clearAt: number | null;
  /** Something is to be done at the service that holds the meeting; when to try. */
  kitAt: number | null;
  /** Something is to be written to D1; when to try. */
  payAt: number | null;
}

export type Due =
  | { at: number; what: 'open' | 'no_show' | 'end_reached' | 'stood_empty' | 'close' }
  | { at: number; what: 'remind' | 'miss_reminder'; kind: ReminderKind; until: number }
  | { at: number; what: 'check_recorder' | 'stop_waiting' | 'move' | 'finish' | 'clear' | 'kit' | 'pay' }
  | { at: number; what: 'seat_lost' | 'offer_stale'; seat: string };

export const closesAt = (facts: { endsAt: number }): number => facts.endsAt + STAYS_OPEN_AFTER;

/** Everything that is to happen by itself, in the order of time. */
export function agenda(facts: AgendaFacts): Due[] {
  const list: Due[] = [
    ...facts.away.map(({ seat, since }): Due => ({ at: since + SEAT_GRACE, what: 'seat_lost', seat })),
    ...facts.offers.map(({ seat, since }): Due => ({ at: since + OFFER_ANSWERED_WITHIN, what: 'offer_stale', seat })),
  ];
  if (!facts.shut) {
    if (facts.doorUntold) list.push({ at: opensAt(facts), what: 'open' });
    if (!facts.settled) list.push(...undecided(facts));
    list.push({ at: closesAt(facts), what: 'close' });
  }
  if (facts.recorderCheckAt !== null) list.push({ at: facts.recorderCheckAt, what: 'check_recorder' });
  if (facts.recordedUntil !== null) list.push({ at: facts.recordedUntil, what: 'stop_waiting' });
  if (facts.moveAt !== null) list.push({ at: facts.moveAt, what: 'move' });
  if (facts.finishAt !== null) list.push({ at: facts.finishAt, what: 'finish' });
  if (facts.clearAt !== null) list.push({ at: facts.clearAt, what: 'clear' });
  if (facts.kitAt !== null) list.push({ at: facts.kitAt, what: 'kit' });
  if (facts.payAt !== null) list.push({ at: facts.payAt, what: 'pay' });
  return list.sort((a, b) => a.at - b.at);
}

/** What is to come while it is open what the Session becomes. */
function undecided(facts: AgendaFacts): Due[] {
  const reminders = facts.reminders.map((reminder): Due => ({ ...reminder, what: 'remind' }));
  // Not before the limit, even when a short Session is over by then or the Researcher has gone.
  if (isParticipantMissing(facts)) return [...reminders, { at: noShowAt(facts), what: 'no_show' }];
  return facts.inside === 0 ? [...reminders, emptyRoom(facts)] : reminders;
}

/** Emptied before the scheduled end: decided at the end. Emptied after it: five minutes later, they may come back. */
const emptyRoom = ({ emptySince, endsAt }: AgendaFacts): Due =>
  emptySince === null || emptySince < endsAt
    ? { at: endsAt, what: 'end_reached' }
    : { at: emptySince + EMPTY_COMPLETES, what: 'stood_empty' };

/** When the one alarm is to ring; null: never. */
export const dueAt = (facts: AgendaFacts): number | null => agenda(facts)[0]?.at ?? null;

/** What is to be done by now. A reminder whose time is over is only crossed off. */
export const due = (facts: AgendaFacts, now: number): Due[] =>
  agenda(facts)
    .filter((item) => item.at <= now)
    .map((item) => (item.what === 'remind' && item.until <= now ? { ...item, what: 'miss_reminder' } : item));
