import type { LinkView } from '../../wire/http.ts';
import { deviceZone, showClock, showDay } from '../lib/time.ts';

/** "Tue 14 Oct 2025, 16:00". */
export function showMoment(at: string, zone: string = deviceZone()): string {
  return `${showDay(at, zone)}, ${showClock(at, zone)}`;
}

/** Scheduling rule 2 with the time when the limit falls. */
export function changeRule({ session, plan }: Pick<LinkView, 'session' | 'plan'>, canChange: boolean): string {
  const until = plan ? showMoment(plan.changeUntil) : '';
  return canChange
    ? `The Session can be moved or cancelled until ${until}.`
    : `The Session could be moved or cancelled until ${until}. If you cannot come, please answer the mail: ${session.hostName} reads it.`;
}
