import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './browser.ts';

/** Each step as a person would type it; the first that fails ends the run. */
const STEPS: [name: string, command: string[]][] = [
  ['Format', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['Lint', ['oxlint', '--type-aware', '--deny-warnings']],
  ['Types', ['tsc', '-b']],
  ['Build', ['vite', 'build', '--logLevel', 'warn']],
  [
    'Deploy, dry run',
    ['wrangler', 'deploy', '--dry-run', '--outdir', join(mkdtempSync(join(tmpdir(), 'fieldroom-')), 'worker')],
  ],
  ['Unit and workerd tests', ['vitest', 'run']],
  ['Browser tests, pages', ['playwright', 'test', '--project', 'pages', '--workers', '2']],
  ['Browser tests, rooms', ['playwright', 'test', '--project', 'rooms']],
];

const chromium = ensureChromium();
const only = process.argv[2];
for (const [name, [file = '', ...args]] of STEPS) {
  if (only && !name.toLowerCase().startsWith(only.toLowerCase())) continue;
  const began = Date.now();
  console.log(`\n— ${name}`);
  const step = spawnSync(file, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      CHROMIUM_PATH: chromium,
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    },
  });
  if (step.status !== 0) {
    console.error(`\n${name} failed.`);
    process.exit(step.status ?? 1);
  }
  console.log(`  ${name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
}
