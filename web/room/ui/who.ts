import type { Person } from '../../../wire/room.ts';
import type { Role } from '../../../wire/words.ts';

export const ROLE_LABELS: Record<Role, string> = {
  researcher: 'Researcher',
  participant: 'Participant',
  guest: 'Guest',
};

/** Would the Participant stay behind without any Researcher if `me` left now? Then their name, else null. */
export function leftAlone(people: ReadonlyMap<number, Person>, me: number): string | null {
  const others = [...people.values()].filter((person) => person.n !== me);
  if (people.get(me)?.role !== 'researcher' || others.some((person) => person.role === 'researcher')) return null;
  return others.find((person) => person.role === 'participant')?.name ?? null;
}

/** "Jonas", "Jonas and Priya", "Jonas, Priya and 3 others". */
export function listNames(names: string[]): string {
  const [first = '', second = ''] = names;
  if (names.length < 3) return names.length < 2 ? first : `${first} and ${second}`;
  return `${first}, ${second} and ${names.length === 3 ? names[2] : `${names.length - 2} others`}`;
}
