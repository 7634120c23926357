import { MINUTE } from '../../../../wire/limits.ts';
import type { ShownLine } from '../../state.ts';

/** Lines of one person within so long stand under one name and time, ms. */
const GROUP_WITHIN = 5 * MINUTE;

export interface LineGroup {
  /** Of its first line. */
  id: string;
  n: number;
  name: string;
  role: ShownLine['role'];
  at: string;
  lines: ShownLine[];
}

/** Neighbouring lines of one person under one head. */
export function groupLines(lines: readonly ShownLine[]): LineGroup[] {
  const groups: LineGroup[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    const isNear = last && Date.parse(line.at) - Date.parse(last.at) < GROUP_WITHIN;
    if (isNear && last.n === line.n && last.name === line.name) last.lines.push(line);
    else groups.push({ id: line.id, n: line.n, name: line.name, role: line.role, at: line.at, lines: [line] });
  }
  return groups;
}
