import { ensureChromium } from '../../dev/browser.ts';
import { printMetric, type Metric } from '../bench/results.ts';

type Fault = (seed: number, size?: string) => Promise<{ metrics: Metric[]; failed: boolean }>;

/** `npm run fault -- mail [seed]`, `-- recording[=size] [seed]`. Prints the seed, with which the same run can be had again, and `name value unit` lines. */
const FAULTS: Record<string, () => Promise<Fault>> = {
  mail: async () => (await import('./mail.ts')).runMailFault,
  recording: async () => (await import('./recording.ts')).runRecordingFault,
};

const [wanted = 'mail', given] = process.argv.slice(2);
const [name = '', size] = wanted.split('=');
const fault = FAULTS[name];
if (!fault) throw new Error(`No fault called ${name}; there are ${Object.keys(FAULTS).join(', ')}.`);
const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
console.log(`  seed ${seed}`);
process.env['CHROMIUM_PATH'] = ensureChromium();
const { metrics, failed } = await (await fault())(seed, size);
for (const metric of metrics) printMetric(metric);
process.exit(failed ? 1 : 0);
