import type { Browser, BrowserContext, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { newestMail, linkIn } from '../../dev/seed/client.ts';
import { CHROMIUM_ARGS } from '../../playwright.config.ts';

const origin = () => process.env['FIELDROOM_ORIGIN'] ?? '';
export const mailbox = () => process.env['FIELDROOM_MAILBOX'] ?? '';

/** A step that takes longer than this on a busy machine is stuck, ms. */
const STEP_PATIENCE = 30_000;

/** Somebody with a browser process of their own. */
export interface Person {
  browser: Browser;
  context: BrowserContext;
  page: Page;
}

/** `through`: the port of a line (test/harness/line.ts) that this person's way to the app takes. */
export async function person({ through }: { through?: number } = {}): Promise<Person> {
  const line =
    through === undefined ? [] : [`--host-resolver-rules=MAP ${new URL(origin()).host} 127.0.0.1:${through}`];
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...CHROMIUM_ARGS, ...line],
  });
  const context = await browser.newContext({
    baseURL: origin(),
    permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
  });
  context.setDefaultTimeout(STEP_PATIENCE);
  await context.addInitScript(keepPeers);
  return { browser, context, page: await context.newPage() };
}

/** A mail address nobody used before: every test mints its own workspace. */
export function freshAddress(who: string): string {
  return `${who}-${crypto.randomUUID().slice(0, 8)}@people.example`;
}

/** The way into the room in a mail; the Participant's mail has links to their plan too. */
export const ROOM_LINK = /\S+\/j\/[^/\s]+#\S+/;

/** The link of a mail like this one, waiting for the mail. */
export async function mailedLink(to: string, subject: RegExp, pattern: RegExp): Promise<string> {
  const mail = await newestMail(mailbox(), to, subject);
  return linkIn(mail.text, pattern);
}

declare global {
  interface Window {
    peers: RTCPeerConnection[];
  }
}

/** In the page: remembers every RTCPeerConnection, so that tests can read what was really decoded. */
function keepPeers(): void {
  window.peers = [];
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      window.peers.push(this);
    }
  };
}

/** Takes the media network from this page for so long, ms; for good without. Its Room socket takes another way. */
export async function cutMedia(page: Page, ms?: number): Promise<void> {
  const ufrag = await page.evaluate(() => {
    const living = window.peers.findLast((peer) => peer.connectionState === 'connected');
    return living?.remoteDescription?.sdp.match(/a=ice-ufrag:(\S+)/)?.[1] ?? '';
  });
  const query = new URLSearchParams({ ufrag, ...(ms === undefined ? {} : { ms: String(ms) }) });
  const answer = await fetch(`${process.env['FIELDROOM_REALTIME']}/__cut?${query}`);
  const { cut } = (await answer.json()) as { cut: number };
  if (cut !== 1) throw new Error('This page has no media session to cut.');
}

export interface Heard {
  framesDecoded: number;
  audioEnergy: number;
  videos: number;
  voices: number;
}

/** What this page has decoded from others since it came in. */
export function decoded(page: Page): Promise<Heard> {
  return page.evaluate(async () => {
    const sum = { framesDecoded: 0, audioEnergy: 0, videos: 0, voices: 0 };
    for (const peer of window.peers) {
      if (peer.connectionState === 'closed') continue;
      for (const report of (await peer.getStats()).values() as IterableIterator<Record<string, number | string>>) {
        if (report['type'] !== 'inbound-rtp') continue;
        if (report['kind'] === 'video' && Number(report['framesDecoded']) > 0) {
          sum.videos++;
          sum.framesDecoded += Number(report['framesDecoded']);
        }
        if (report['kind'] === 'audio' && Number(report['totalAudioEnergy']) > 0) {
          sum.voices++;
          sum.audioEnergy += Number(report['totalAudioEnergy']);
        }
      }
    }
    return sum;
  });
}
