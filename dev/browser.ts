import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Chrome or Chromium stands on the systems we know. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser for tests and benches: CHROMIUM_PATH, an installed Chrome or Chromium, else Debian's package when root. */
export function ensureChromium(): string {
  const found = installed();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing chromium (Debian package) for the browser tests …');
    const apt = (args: string[]) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt(['update', '-qq']);
    apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation']);
    const now = installed();
    if (now) return now;
  }
  throw new Error(
    'The browser tests need Chrome or Chromium: install it (e.g. `apt-get install chromium`) or set CHROMIUM_PATH.',
  );
}

function installed(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  return PLACES.find((path) => existsSync(path));
}
