import { readdirSync, readFileSync } from 'node:fs';

/** Bytes of a page of memory on Linux, where this is read. */
const PAGE = 4_096;

/** Resident memory, MB, of all processes of this name in the process group of `leader` (dev/stack/processes.ts). Linux only. */
export function residentMegabytes(leader: number, name: string): number {
  let pages = 0;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const end = stat.lastIndexOf(')');
      const group = Number(stat.slice(end + 2).split(' ')[2]);
      if (group !== leader || stat.slice(stat.indexOf('(') + 1, end) !== name) continue;
      pages += Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    } catch (error) {
      // The process ended between the listing and the reading.
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return (pages * PAGE) / 1e6;
}
