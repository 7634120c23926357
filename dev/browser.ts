import { existsSync } from 'node:fs';
import { installDebian } from './debian.ts';

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
  installDebian(['chromium', 'fonts-liberation'], 'Installing chromium (Debian package) for the browser tests …');
  const now = installed();
  if (now) return now;
  throw new Error(
    'The browser tests need Chrome or Chromium: install it (e.g. `apt-get install chromium`) or set CHROMIUM_PATH.',
  );
}

function installed(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  return PLACES.find((path) => existsSync(path));
}
