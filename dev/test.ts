import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './browser.ts';

type Step = [name: string, command: string[]];

/** Each step as a person would type it. Those of a stage run side by side; a stage with a failure is the last. */
const STAGES: Step[][] = [
  [['Build', ['vite', 'build', '--logLevel', 'warn']]],
  [
    ['Format', ['prettier', '--check', '--log-level', 'warn', '.']],
    ['Lint', ['oxlint', '--type-aware', '--deny-warnings']],
    ['Types', ['tsc', '-b']],
    [
      'Deploy, dry run',
      ['wrangler', 'deploy', '--dry-run', '--outdir', join(mkdtempSync(join(tmpdir(), 'fieldroom-')), 'worker')],
    ],
  ],
  [['Unit and workerd tests', ['vitest', 'run']]],
  [['Browser tests, pages', ['playwright', 'test', '--project', 'pages', '--workers', '2']]],
  [['Browser tests, rooms', ['playwright', 'test', '--project', 'rooms']]],
];

const env = {
  ...process.env,
  CHROMIUM_PATH: ensureChromium(),
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
};
const only = process.argv[2]?.toLowerCase() ?? '';
for (const stage of STAGES) {
  const steps = stage.filter(([name]) => name.toLowerCase().startsWith(only));
  const ended = await Promise.all(steps.map((step) => take(step, steps.length > 1)));
  if (ended.includes(false)) process.exit(1);
}

/** True when it went well. One of several keeps what it prints until it ends. */
async function take([name, [file = '', ...args]]: Step, isOneOfSeveral: boolean): Promise<boolean> {
  const began = Date.now();
  if (!isOneOfSeveral) console.log(`\n— ${name}`);
  const output = isOneOfSeveral ? 'pipe' : 'inherit';
  const step = spawn(file, args, { stdio: ['inherit', output, output], shell: process.platform === 'win32', env });
  const printed: Buffer[] = [];
  for (const stream of [step.stdout, step.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    step.once('error', reject);
    step.once('close', resolve);
  });
  if (isOneOfSeveral) process.stdout.write(`\n— ${name}\n${Buffer.concat(printed).toString()}`);
  if (code === 0) console.log(`  ${name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
  else console.error(`\n${name} failed.`);
  return code === 0;
}
