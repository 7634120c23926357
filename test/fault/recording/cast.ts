import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Running } from '../../../dev/stack/processes.ts';
import { keepPeers } from '../../e2e/people.ts';
import { startOwnBrowser } from '../../harness/own-browser.ts';
import { FIRST, giveBrowserOwnComputer, SECOND } from '../../harness/own-computer.ts';
import { FACE, wearClock } from './clock-face.ts';
import { TONES } from './tones.ts';

/** A browser as it stands on somebody's computer, with a profile that outlives it. */
const OWN_BROWSER = [
  '--mute-audio',
  '--no-default-browser-check',
  '--password-store=basic',
  '--hide-crash-restore-bubble',
  '--disable-backgrounding-occluded-windows',
  '--window-size=1280,800',
];

/** When this page's browser was told to record which segment, UTC ms. */
export interface Chosen {
  recording: string;
  segment: number;
  at: number;
}

/** Somebody with a browser process of their own, which can be ended at any moment and started again. */
export interface Actor {
  browser: Browser;
  context: BrowserContext;
  page: Page;
  chosen: Chosen[];
  /** Ends the whole browser at once; when, UTC ms. */
  kill: () => Promise<number>;
  /** Nothing of the whole browser runs for so many ms, as when its computer sleeps. */
  sleep: (ms: number) => Promise<void>;
  close: () => Promise<void>;
}

export interface ActorWish {
  /** Their number on their clock, 1 to 7. */
  person: number;
  /** Says each second by a tone. */
  speaks?: boolean;
  /** Records, or may come to. */
  records?: boolean;
  profile: string;
  /** The port of a line that their way to the app takes. */
  through?: number;
}

export async function openActor({
  person,
  speaks = false,
  records = false,
  profile,
  through,
}: ActorWish): Promise<Actor> {
  const origin = new URL(process.env['FIELDROOM_ORIGIN'] ?? '');
  const line = through === undefined ? [] : [`--host-resolver-rules=MAP ${origin.host} 127.0.0.1:${through}`];
  const { running, browser, context } = await startOwnBrowser({ profile, flags: [...OWN_BROWSER, ...line] });
  await giveBrowserOwnComputer(browser, records ? FIRST : SECOND);
  context.setDefaultTimeout(60_000);
  await context.addInitScript(keepPeers);
  await context.addInitScript(wearClock, { face: FACE, person, speaks, tones: TONES });
  const page = await context.newPage();
  return { browser, context, page, chosen: hearChosen(page), ...endings(running, browser) };
}

function endings(running: Running, browser: Browser): Pick<Actor, 'kill' | 'sleep' | 'close'> {
  const { child } = running;
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    async kill() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const at = Date.now();
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await ended;
      await browser.close();
      return at;
    },
    async sleep(ms) {
      process.kill(-(child.pid ?? 0), 'SIGSTOP');
      await sleep(ms);
      process.kill(-(child.pid ?? 0), 'SIGCONT');
    },
    async close() {
      if (!isOver()) {
        const session = await browser.newBrowserCDPSession();
        const ended = new Promise((resolve) => child.once('exit', resolve));
        // As by its own menu: cookies are written down. The connection may end before the answer.
        await session.send('Browser.close').catch(() => undefined);
        await Promise.race([ended, sleep(5_000)]);
      }
      await running.stop();
    },
  };
}

/** Listens on the Room's socket for the word to record. */
function hearChosen(page: Page): Chosen[] {
  const chosen: Chosen[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string' || !payload.includes('"record"')) return;
      const message = JSON.parse(payload) as { t: string; recording: string; segment: number };
      if (message.t !== 'record') return;
      chosen.push({ recording: message.recording, segment: message.segment, at: Date.now() });
    });
  });
  return chosen;
}
