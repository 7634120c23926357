import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { newestMail, linkIn } from '../../dev/seed/client.ts';
import { CHROMIUM_ARGS } from '../../playwright.config.ts';

const origin = () => process.env['FIELDROOM_ORIGIN'] ?? '';
export const mailbox = () => process.env['FIELDROOM_MAILBOX'] ?? '';

/** The flag that gives a browser its fake camera and microphone; with `=` after it they can be told how to be. */
export const FAKE_DEVICES = '--use-fake-device-for-media-stream';

/** A step that takes longer than this on a busy machine is stuck, ms. */
const STEP_PATIENCE = 30_000;

/** Somebody with a browser process of their own. */
export interface Person {
  browser: Browser;
  context: BrowserContext;
  page: Page;
}

export interface PersonWish {
  /** The port of a line (test/harness/line.ts) that this person's way to the app takes. */
  through?: number;
  /** Flags of Chromium to take away, and to add. */
  without?: string[];
  flags?: string[];
  context?: BrowserContextOptions;
}

export async function person(wish: PersonWish = {}): Promise<Person> {
  return personIn(await openBrowser(wish), wish);
}

function openBrowser({ through, without = [], flags = [] }: PersonWish): Promise<Browser> {
  const line =
    through === undefined ? [] : [`--host-resolver-rules=MAP ${new URL(origin()).host} 127.0.0.1:${through}`];
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...CHROMIUM_ARGS.filter((flag) => !without.includes(flag)), ...flags, ...line],
  });
}

/** Somebody new in a browser that runs already: nothing is left in it of who was there before. */
export async function personIn(browser: Browser, { context: wish }: PersonWish = {}): Promise<Person> {
  const context = await browser.newContext({
    baseURL: origin(),
    permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    ...wish,
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
    /** What the page sends now. */
    ownTracks: () => MediaStreamTrack[];
  }
}

/** In the page: remembers every RTCPeerConnection, so that tests can read what was really decoded. */
export function keepPeers(): void {
  window.peers = [];
  window.ownTracks = () =>
    window.peers
      .filter((peer) => peer.connectionState !== 'closed')
      .flatMap((peer) => peer.getSenders().flatMap(({ track }) => track ?? []));
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      window.peers.push(this);
    }
  };
}

/** By which the media service knows this page's connections that are up. */
export const keptUfrags = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    window.peers
      .filter((peer) => peer.connectionState === 'connected')
      .map((peer) => peer.remoteDescription?.sdp.match(/a=ice-ufrag:(\S+)/)?.[1] ?? ''),
  );

/** Takes the media network from this page for so long, ms; for good without. Its Room socket takes another way. */
export async function cutMedia(page: Page, ms?: number): Promise<void> {
  await tellStandIn(page, '__cut', ms === undefined ? {} : { ms: String(ms) });
}

/** The pictures that this page follows stop coming, all else goes on. */
export const stallPictures = (page: Page): Promise<void> => tellStandIn(page, '__stall', {});

async function tellStandIn(page: Page, what: string, wish: Record<string, string>): Promise<void> {
  const ufrag = await page.evaluate(() => {
    const living = window.peers.findLast((peer) => peer.connectionState === 'connected');
    return living?.remoteDescription?.sdp.match(/a=ice-ufrag:(\S+)/)?.[1] ?? '';
  });
  const query = new URLSearchParams({ ufrag, ...wish });
  const answer = await fetch(`${process.env['FIELDROOM_REALTIME']}/${what}?${query}`);
  const done = Object.values((await answer.json()) as Record<string, number>);
  if (done[0] !== 1) throw new Error(`${what}: ${done.join()} at the media service.`);
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
