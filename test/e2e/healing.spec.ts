import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { Stack } from '../../dev/stack/stack.ts';
import { startStack } from '../../dev/stack/stack.ts';
import type { Line } from '../harness/line.ts';
import { openLine } from '../harness/line.ts';
import { openMeeting } from './meeting.ts';
import type { Person } from './people.ts';
import { cutMedia, decoded, person, stallPictures } from './people.ts';

interface Call {
  researcher: Person;
  /** The one whose network is in danger. */
  participant: Person;
  line: Line;
}

/** Two who see and hear each other; after the harm they do again, in the same seats, and nobody was told that somebody left. */
async function heals(harm: (call: Call) => Promise<void>): Promise<void> {
  const line = await openLine(Number(new URL(process.env['FIELDROOM_ORIGIN'] ?? '').port));
  const [researcher, participant] = [await person(), await person({ through: line.port })];
  const pages = [researcher.page, participant.page];
  try {
    const meeting = await openMeeting({ recordingPolicy: 'off' });
    await meeting.comeInAsResearcher(researcher);
    await meeting.comeInAsParticipant(participant);
    await Promise.all(pages.map(seesAndHears));
    // What was answered a moment before a socket is lost is in doubt, and then a new transport is right (media/transport.ts).
    await participant.page.waitForTimeout(3_000);
    const seats = await Promise.all(pages.map(seatsIn));
    await Promise.all(pages.map(countTiles));

    await harm({ researcher, participant, line });

    await Promise.all(pages.map(seesAndHears));
    await expect.poll(() => Promise.all(pages.map(seatsIn))).toEqual(seats);
    await participant.page.keyboard.press('h');
    await expect(researcher.page.getByRole('listitem').getByText('Hand raised')).toBeAttached();
    for (const page of pages) expect(await page.evaluate(() => window.tileCounts)).toEqual([2]);
  } finally {
    await Promise.all([researcher, participant].map(({ browser }) => browser.close()));
    await line.stop();
  }
}

declare global {
  interface Window {
    /** How many tiles there ever were. */
    tileCounts: number[];
  }
}

async function seesAndHears(page: Page): Promise<void> {
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
const transports = (page: Page): Promise<number> => page.evaluate(() => window.peers.length);

test('a lost socket leaves sound and picture alone', async () => {
  await heals(async ({ researcher, participant, line }) => {
    const before = await transports(participant.page);
    line.drop();
    await expect(researcher.page.getByText('Reconnecting').first()).toBeAttached();
    await expect(researcher.page.getByText('Reconnecting')).toHaveCount(0);
    expect(await transports(participant.page)).toBe(before);
  });
});

test('what was said on a socket that was just dying is said again on the next one', async () => {
  await heals(async ({ researcher, participant, line }) => {
    line.hold();
    await participant.page.keyboard.press('h');
    line.drop();
    line.release();
    await expect(researcher.page.getByRole('listitem').getByText('Hand raised')).toBeAttached();
    await participant.page.keyboard.press('h');
    await expect(researcher.page.getByText('Hand raised')).toHaveCount(0);
  });
});

test('a picture that was offered on a socket that was just dying is offered again on the next one', async () => {
  await heals(async ({ researcher, participant, line }) => {
    await researcher.page.getByRole('button', { name: 'Turn camera off' }).click();
    await expect(participant.page.locator('[data-person] video')).toHaveCount(1);
    line.hold();
    await researcher.page.getByRole('button', { name: 'Turn camera on' }).click();
    // By then the Room has offered it, into the void.
    await participant.page.waitForTimeout(2_000);
    line.drop();
    line.release();
    await expect(participant.page.locator('[data-person] video')).toHaveCount(2);
  });
});

test('three seconds without a network are over when it is back', async () => {
  await heals(async ({ participant, line }) => {
    await cutMedia(participant.page, 3_000);
    line.hold();
    await participant.page.waitForTimeout(3_000);
    line.release();
  });
});

test('after twelve seconds without a network the same seat is taken again', async () => {
  await heals(async ({ researcher, participant, line }) => {
    await cutMedia(participant.page, 12_000);
    line.hold();
    line.drop();
    await expect(researcher.page.getByText('Reconnecting').first()).toBeAttached();
    await expect(participant.page.getByText(/Reconnecting/).first()).toBeVisible();
    await participant.page.waitForTimeout(12_000);
    line.release();
  });
});

test('another network, over which the old connection leads nowhere, is found', async () => {
  await heals(async ({ participant, line }) => {
    const before = await transports(participant.page);
    await cutMedia(participant.page);
    line.drop();
    await expect.poll(() => transports(participant.page), { timeout: 30_000 }).toBeGreaterThan(before);
  });
});

test('a laptop that falls asleep is shown as reconnecting, and wakes up in its seat', async () => {
  await heals(async ({ researcher, participant, line }) => {
    const chrome = await participant.context.newCDPSession(participant.page);
    await chrome.send('Page.setWebLifecycleState', { state: 'frozen' });
    await cutMedia(participant.page).catch(() => undefined);
    // Its socket is still open on the other side: nobody there hears that it is gone.
    line.hold();
    await expect(researcher.page.getByText('Reconnecting').first()).toBeAttached({ timeout: 40_000 });
    line.drop();
    line.release();
    await chrome.send('Page.setWebLifecycleState', { state: 'active' });
  });
});

test('a microphone and a camera that stop sending without a word are published anew', async () => {
  await heals(async ({ participant }) => {
    await participant.page.evaluate(async () => {
      const living = window.peers.findLast((peer) => peer.connectionState === 'connected');
      for (const sender of living?.getSenders() ?? []) if (sender.track) await sender.replaceTrack(null);
    });
  });
});

test('a followed picture that stops without a word is followed anew, over the same connection', async () => {
  await heals(async ({ researcher }) => {
    const before = await transports(researcher.page);
    await stallPictures(researcher.page);
    const stands = await decoded(researcher.page);
    await expect
      .poll(async () => (await decoded(researcher.page)).framesDecoded, { timeout: 60_000 })
      .toBeGreaterThan(stands.framesDecoded + 40);
    expect(await transports(researcher.page)).toBe(before);
  });
});

/** A stack of its own, for tests that end parts of it. */
async function withStack(run: (stack: Stack) => Promise<void>): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-healing-'));
  const ports = { app: 9_817, mailbox: 9_818, realtime: 29_818 };
  const stack = await startStack({ state, secrets: join(state, 'secrets.env'), ports });
  const names = ['FIELDROOM_ORIGIN', 'FIELDROOM_MAILBOX', 'FIELDROOM_REALTIME'] as const;
  const shared = names.map((name) => process.env[name]);
  const own = [stack.origin, stack.mailbox, stack.realtime];
  try {
    names.forEach((name, index) => (process.env[name] = own[index]));
    await run(stack);
  } finally {
    names.forEach((name, index) => (process.env[name] = shared[index]));
    await stack.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

test('a deploy of the Worker in the middle of a call is a blink', async () => {
  await withStack((stack) =>
    heals(async ({ participant, researcher }) => {
      const before = await Promise.all([participant, researcher].map(({ page }) => transports(page)));
      await stack.restartWorker();
      await expect(researcher.page.getByText(/Reconnecting/)).toHaveCount(0, { timeout: 60_000 });
      expect(await Promise.all([participant, researcher].map(({ page }) => transports(page)))).toEqual(before);
    }),
  );
});

test('the media service may be killed and started again, twice', async () => {
  await withStack((stack) =>
    heals(async ({ participant, researcher }) => {
      await stack.restartRealtime();
      for (const { page } of [participant, researcher]) await seesAndHears(page);
      await stack.restartRealtime();
    }),
  );
});
