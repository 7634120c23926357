import { HOUR } from '../../wire/limits.ts';
import type { Delivery } from './post-office.ts';

/** One Session of the run and what was done to it. */
export interface Case {
  id: string;
  /** Of the first schedule version, after it was brought near. UTC ms. */
  startsAt: number;
  fate: 'kept' | 'cancelled' | 'moved';
  /** When the Worker had said yes to that. UTC ms. */
  changedAt: number | null;
}

/** A mail that was written and on its way when the change came cannot be called back: calls begun within this are not wrong. ms */
const ON_ITS_WAY = 2_000;
/** A call is counted when it comes in at the mail server, the Worker's clock is the same machine's. */
const READERS = 2;

export interface Verdict {
  lost: string[];
  twice: string[];
  wrong: string[];
}

/** What should have been delivered and was not, what was more than once, and what should not have been. */
export function judge(cases: Case[], deliveries: Delivery[]): Verdict {
  const lost = cases.flatMap(({ id, fate }) =>
    wanted(fate).flatMap((kind) => {
      const found = deliveries.filter(({ key }) => key.startsWith(`${id}:`) && key.split(':')[2] === kind).length;
      return Array.from({ length: Math.max(0, READERS - found) }, () => `${id} ${kind} ${fate}`);
    }),
  );
  return {
    lost,
    twice: [...repeated(deliveries, ({ key }) => key), ...sameMail(deliveries)],
    wrong: wrongOnes(cases, deliveries),
  };
}

/** Mails that must arrive whatever else happens. A change may overtake the mails before it. */
function wanted(fate: Case['fate']): string[] {
  return fate === 'kept' ? ['scheduled', 'reminder_hour'] : [fate];
}

function repeated(deliveries: Delivery[], by: (delivery: Delivery) => string): string[] {
  const seen = new Set<string>();
  return deliveries.map(by).filter((name) => seen.size === seen.add(name).size);
}

/** The same letter to the same person under two keys would be twice, too. */
const sameMail = (deliveries: Delivery[]) =>
  repeated(deliveries, ({ to, subject, text }) => `${to.email} ${subject} ${text}`);

function wrongOnes(cases: Case[], deliveries: Delivery[]): string[] {
  return deliveries.flatMap(({ key, at }) => {
    const [session, version, kind] = key.split(':');
    const found = cases.find(({ id }) => id === session);
    if (!found || version !== '1' || (kind !== 'scheduled' && kind !== 'reminder_hour')) return [];
    const isStale = found.changedAt !== null && at > found.changedAt + ON_ITS_WAY;
    const isUntimely = kind === 'reminder_hour' && (at < found.startsAt - HOUR || at >= found.startsAt);
    return isStale || isUntimely ? [`${key} ${isStale ? 'after the change' : 'not at its time'}`] : [];
  });
}
