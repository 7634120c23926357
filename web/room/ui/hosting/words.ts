import type { OutsidePerson } from '../../../../wire/room.ts';
import { ROLE_LABELS } from '../who.ts';

/** "Lena (Guest)". */
export const nameAndRole = ({ name, role }: Pick<OutsidePerson, 'name' | 'role'>) => `${name} (${ROLE_LABELS[role]})`;

/** "Lena (Guest) would like to come in"; nothing when nobody waits. */
export function sayWaiting(waiting: readonly OutsidePerson[]): string {
  const [first, ...others] = waiting;
  if (!first) return '';
  return others.length === 0
    ? `${nameAndRole(first)} would like to come in`
    : `${waiting.length} people would like to come in`;
}
