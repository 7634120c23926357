import { ensureChromium } from '../../dev/browser.ts';
import { tellMissed } from './aims.ts';
import { keepResults, printMetric } from './results.ts';
import type { Metric } from './results.ts';

/** `npm run bench` runs all, `npm run bench -- join` one, `-- remux=120` a shorter one (its unit is the bench's own). Prints `name value unit` lines and keeps them in results.json; fails when one is over its aim. */
const BENCHES: Record<string, () => Promise<{ measure: (size?: string) => Promise<Metric[]> }>> = {
  worker: () => import('./worker.ts'),
  join: () => import('./join/join.ts'),
  agenda: () => import('./agenda.ts'),
  links: () => import('./links.ts'),
  fanout: () => import('./fanout.ts'),
  'room-cpu': () => import('./room-cpu.ts'),
  heal: () => import('./heal.ts'),
  soak: () => import('./soak.ts'),
  remux: () => import('./remux.ts'),
  avsync: () => import('./avsync.ts'),
  'recorder-cpu': () => import('./recorder-cpu.ts'),
};

process.env['CHROMIUM_PATH'] = ensureChromium();
let failed = false;
const wanted = process.argv.slice(2);
for (const one of wanted.length ? wanted : Object.keys(BENCHES)) {
  const [name = '', size] = one.split('=');
  const bench = BENCHES[name];
  if (!bench) throw new Error(`No bench called ${name}; there are ${Object.keys(BENCHES).join(', ')}.`);
  const metrics = await (await bench()).measure(size);
  for (const metric of metrics) printMetric(metric);
  keepResults(metrics);
  failed = tellMissed(metrics) || failed;
}
process.exit(failed ? 1 : 0);
