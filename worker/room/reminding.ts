import { remindersOf, type Reminder, type ReminderKind } from '../domain/reminders.ts';
import type { SessionFacts } from './facts.ts';
import type { Hall } from './hall.ts';
import type { Life } from './life.ts';

/** Reminders of this schedule version that have not been seen to. */
export function remindersLeft(
  facts: Pick<SessionFacts, 'startsAt' | 'scheduledAt' | 'scheduleVersion'>,
  { reminded }: Pick<Life, 'reminded'>,
): Reminder[] {
  const done = reminded.scheduleVersion === facts.scheduleVersion ? reminded.kinds : [];
  return remindersOf(facts).filter(({ kind }) => !done.includes(kind));
}

/** Crosses it off for this schedule version, for good. */
export function crossOff(
  { reminded }: Pick<Life, 'reminded'>,
  scheduleVersion: number,
  kind: ReminderKind,
): Life['reminded'] {
  const before = reminded.scheduleVersion === scheduleVersion ? reminded.kinds : [];
  return { scheduleVersion, kinds: [...before, kind] };
}

/** Its time has come: the mails go through the ledger, so that a crash between here and the outbox loses none. */
export function remind(hall: Hall, kind: ReminderKind): void {
  const { scheduleVersion } = hall.facts();
  hall.ledger.owe({ what: 'reminders', kind, scheduleVersion }, hall.now());
  missReminder(hall, kind);
}

/** Its time is over, or it has just been seen to. */
export function missReminder(hall: Hall, kind: ReminderKind): void {
  hall.store.live({ reminded: crossOff(hall.store.life(), hall.facts().scheduleVersion, kind) });
}
