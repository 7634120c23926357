import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc (USER_HZ is 100 on Linux). */
const TICKS = 100;

/** CPU seconds, user and system, of a process and all its descendants so far. Linux only. */
export function treeCpuSeconds(root: number): number {
  const parents = new Map<number, { parent: number; ticks: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(name);
    if (stat) parents.set(Number(name), stat);
  }
  let ticks = 0;
  for (const [pid, own] of parents) if (descends(pid, root, parents)) ticks += own.ticks;
  return ticks / TICKS;
}

function statOf(pid: string): { parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // After the name: state ppid ... utime stime cutime cstime (proc(5), fields 3, 4, 14 to 17).
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    return { parent: Number(fields[1]), ticks };
  } catch (error) {
    // The process ended between the listing and the reading.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

function descends(pid: number, root: number, parents: Map<number, { parent: number }>): boolean {
  for (let at: number | undefined = pid; at; at = parents.get(at)?.parent) if (at === root) return true;
  return false;
}
