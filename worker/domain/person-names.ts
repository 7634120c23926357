/** What stands where a deleted Participant's name stood. */
export const DELETED_NAME = 'Deleted participant';

/** A first name of one letter would be found in every second sentence. */
const FIRST_NAME_MIN = 2;

/** What people write, and what they are called, in the rows and messages of a Session. All else is ids, kinds and counts. */
const TEXTS: readonly string[] = ['text', 'reason', 'note'];
const NAMES: readonly string[] = ['name', 'byName', 'by'];

/** What somebody is called in a text: their full name, and their first name alone. */
export function namesOf(name: string): string[] {
  const full = name.normalize('NFC').trim();
  const [first = ''] = full.split(/\s+/);
  return [...new Set([full, first])].filter((one) => [...one].length >= FIRST_NAME_MIN);
}

/** Their names as whole words, in any case: "Ann" is in "Ann's turn", and not in "Anna". Longer names first. */
function patternOf(people: readonly string[]): RegExp | null {
  const words = [...new Set(people.flatMap(namesOf))].toSorted((a, b) => b.length - a.length);
  if (words.length === 0) return null;
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/** Does a text name one of these people, given by their full names. */
export const mentions = (text: string, people: readonly string[]): boolean =>
  patternOf(people)?.test(text.normalize('NFC')) ?? false;

/**
 * The same value, with these people's names replaced by `DELETED_NAME` however deep: their own where they are named, and every
 * mention in what was written. Somebody else of the same first name keeps it.
 */
export function withoutNames<Value>(value: Value, people: readonly string[]): Value {
  const pattern = patternOf(people);
  return pattern ? (revised(value, people, pattern) as Value) : value;
}

function revised(value: unknown, people: readonly string[], pattern: RegExp): unknown {
  if (Array.isArray(value)) return value.map((one) => revised(one, people, pattern));
  if (typeof value !== 'object' || value === null) return value;
  const isSomebodyElse = 'role' in value && value.role !== 'participant';
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => {
    if (typeof one !== 'string') return [key, revised(one, people, pattern)];
    if (TEXTS.includes(key)) return [key, one.normalize('NFC').replace(pattern, DELETED_NAME)];
    return [key, NAMES.includes(key) && !isSomebodyElse && people.includes(one) ? DELETED_NAME : one];
  });
  return Object.fromEntries(entries);
}
