// The first thing that runs on a fresh clone, under any Node from 20 on and before anything is installed:
// installs when needed, then hands over to Node 22 (a package) for the TypeScript behind it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [script = 'dev/start.ts', ...rest] = process.argv.slice(2);
const OLDEST_NODE = 20;
/** From here on Node strips types by itself. */
const TYPES_NODE = [22, 18];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE) {
  console.error(`Fieldroom needs Node ${OLDEST_NODE} or later; this is ${process.version}.`);
}

installWhenNeeded();
const child = spawn(nodeForTypes(), ['--disable-warning=ExperimentalWarning', script, ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + (process.env.PATH ?? '') },
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** `npm ci` when nothing is installed or the lock file is another one than at the last install. */
function installWhenNeeded() {
  const mark = join(root, 'node_modules', '.fieldroom-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.log('Installing packages (npm ci) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) process.exit(npm.status ?? 1);
  writeFileSync(mark, lock);
}

/** @returns {string} */
function nodeForTypes() {
  if (major > (TYPES_NODE[0] ?? 0) || (major === TYPES_NODE[0] && minor >= (TYPES_NODE[1] ?? 0)))
    return process.execPath;
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  const names = [
    `node-${process.platform}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
    `node-win-${process.arch}`,
  ];
  const found = names.map((name) => join(root, 'node_modules', name, 'bin', exe)).find((path) => existsSync(path));
  if (found) return found;
  throw new Error(
    `Fieldroom's tools need Node ${TYPES_NODE.join('.')} or later on ${process.platform}-${process.arch}; this is ${process.version}.`,
  );
}
