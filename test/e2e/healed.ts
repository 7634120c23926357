import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Line } from '../harness/line.ts';
import { openLine } from '../harness/line.ts';
import { openMeeting } from './meeting.ts';
import type { Person } from './people.ts';
import { decoded, person } from './people.ts';

/** A call that is harmed by one test after the other: who has healed once must heal again. */
export interface FragileCall {
  researcher: Person;
  /** The one whose network is in danger. */
  participant: Person;
  line: Line;
  end: () => Promise<void>;
}

export async function beginFragileCall(): Promise<FragileCall> {
  const line = await openLine(Number(new URL(process.env['FIELDROOM_ORIGIN'] ?? '').port));
  const [researcher, participant] = await Promise.all([person(), person({ through: line.port })]);
  const end = async () => {
    await Promise.all([researcher, participant].map(({ browser }) => browser.close()));
    await line.stop();
  };
  const meeting = await openMeeting({ recordingPolicy: 'off' });
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  return { researcher, participant, line, end };
}

/** Two see and hear each other; after the harm they do again, in the same seats, and nobody was told that somebody left. */
export async function heals(call: FragileCall, harm: (call: FragileCall) => Promise<void>): Promise<void> {
  const { researcher, participant } = call;
  const pages = [researcher.page, participant.page];
  const hand = researcher.page.getByRole('listitem').getByText('Hand raised');
  await Promise.all(pages.map(seesAndHears));
  // What was answered a moment before a socket is lost is in doubt, and then a new transport is right (media/transport.ts).
  await participant.page.waitForTimeout(3_000);
  const seats = await Promise.all(pages.map(seatsIn));
  await Promise.all(pages.map(countTiles));

  await harm(call);

  await Promise.all(pages.map(seesAndHears));
  await expect.poll(() => Promise.all(pages.map(seatsIn))).toEqual(seats);
  await participant.page.keyboard.press('h');
  await expect(hand).toBeAttached();
  for (const page of pages) expect(await page.evaluate(() => window.tileCounts)).toEqual([2]);
  await participant.page.keyboard.press('h');
  await expect(hand).toHaveCount(0);
}

declare global {
  interface Window {
    /** How many tiles there ever were. */
    tileCounts: number[];
  }
}

export async function seesAndHears(page: Page): Promise<void> {
  const before = await decoded(page);
  await expect
    .poll(async () => (await decoded(page)).framesDecoded - before.framesDecoded, { timeout: 60_000 })
    .not.toBe(0);
  const flowing = await decoded(page);
  await expect
    .poll(async () => (await decoded(page)).framesDecoded, { timeout: 60_000 })
    .toBeGreaterThan(flowing.framesDecoded + 20);
  await expect
    .poll(async () => (await decoded(page)).audioEnergy, { timeout: 60_000 })
    .toBeGreaterThan(flowing.audioEnergy);
}

/** Who sits where, in order, and whether their microphone is off and their picture shown. */
function seatsIn(page: Page): Promise<string[]> {
  return page.locator('[data-person]').evaluateAll((tiles) =>
    tiles.map((tile) => {
      const isMuted = tile.textContent?.includes('Microphone off') ?? false;
      const name = tile.querySelector('strong')?.textContent;
      return `${tile.getAttribute('data-person')} ${name} muted=${isMuted} pictures=${tile.querySelectorAll('video').length}`;
    }),
  );
}

async function countTiles(page: Page): Promise<void> {
  await page.evaluate(() => {
    const count = () => document.querySelectorAll('[data-person]').length;
    window.tileCounts = [count()];
    new MutationObserver(() => {
      if (!window.tileCounts.includes(count())) window.tileCounts.push(count());
    }).observe(document, { childList: true, subtree: true });
  });
}

/** How many transports this page has made. */
export const transports = (page: Page): Promise<number> => page.evaluate(() => window.peers.length);
