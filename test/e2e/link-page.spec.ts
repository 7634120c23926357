import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { chromium, expect, test } from '@playwright/test';
import { askSignInLink, Client } from '../../dev/seed/client.ts';
import { CHROMIUM_ARGS } from '../../playwright.config.ts';
import type { SessionDetails, SessionRow, Study } from '../../wire/http.ts';
import { OPENS_BEFORE } from '../../wire/limits.ts';
import { freshAddress, mailbox, mailedLink, ROOM_LINK } from './people.ts';

const origin = () => process.env['FIELDROOM_ORIGIN'] ?? '';
/** So long before it opens a link is opened: long enough to see the countdown. ms. */
const EARLY = 15_000;

interface Scheduled {
  guestLink: string;
  participantLink: string;
}

test('an unknown and a malformed link show the same page, with a way in for Researchers', async ({ page }) => {
  for (const path of ['/j/nobodyhasthisid1#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '/j/x#%20<b>', '/j/x']) {
    await page.goto(origin() + path);
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Researcher? Sign in' })).toHaveAttribute(
      'href',
      /^\/sign-in\?next=\/j\//,
    );
    expect(page.url()).not.toContain('#');
  }
  await noViolations(page);
});

test('an early link counts down, lets devices be checked, and opens by itself', async ({ page }) => {
  const { guestLink } = await schedule(Date.now() + OPENS_BEFORE + EARLY);
  await page.goto(guestLink);
  await expect(page.getByText('The room opens in')).toBeVisible();
  await expect(page.getByText(/^0:\d\d$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Camera off' }).click();
  await expect(page.getByRole('button', { name: 'Camera on' })).toBeVisible();
  await noViolations(page);

  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
  await page.getByLabel('Your name').fill('  ');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText('Please give the name the others shall see.');
  await page.getByLabel('Your name').fill('Grace 🌊 Guest');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('list', { name: 'People in the room' })).toContainText('Guest');
  await noViolations(page);

  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'Rejoin' }).click();
  await expect(page.getByLabel('Your name')).toHaveValue('Grace 🌊 Guest');
});

test('who says no to camera and microphone is told what to do, and joins all the same', async () => {
  const { participantLink } = await schedule(Date.now() + OPENS_BEFORE / 2);
  const args = CHROMIUM_ARGS.filter((arg) => arg !== '--use-fake-ui-for-media-stream');
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args,
  });
  try {
    // What is granted by name denies all the rest.
    const permissions = ['clipboard-read'];
    const page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, permissions })).newPage();
    await page.goto(participantLink);
    await expect(page.getByText(/camera and microphone/).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await noViolations(page);

    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(page.getByRole('alert')).toHaveText('Please agree to the consent text to join.');
    await page.getByRole('checkbox', { name: 'I have read this and I agree' }).check();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
    await expect(page.getByText('0 watching')).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await noViolations(page);
  } finally {
    await browser.close();
  }
});

/** A Session at that time in a workspace of its own; the Participant's link is read from their mail. */
async function schedule(startsAt: number): Promise<Scheduled> {
  const researcher = new Client(origin());
  const token = (await askSignInLink(researcher, mailbox(), freshAddress('ada'))).split('#')[1] ?? '';
  await researcher.call('POST', '/api/sign-in/complete', { token });
  await researcher.call('PATCH', '/api/workspace', { relaxedBooking: true });
  const study = await researcher.call<Study>('POST', '/api/studies', { title: 'How people plan a trip' });
  await researcher.call('PATCH', `/api/studies/${study.id}`, { state: 'live' });
  const address = freshAddress('lena');
  const session = await researcher.call<SessionRow>('POST', `/api/studies/${study.id}/sessions`, {
    participant: { name: 'Lena Fischer', email: address },
    startsAt: new Date(startsAt).toISOString(),
    lengthMinutes: 30,
    zone: 'Europe/Berlin',
  });
  const { guestLink } = await researcher.call<SessionDetails>('GET', `/api/sessions/${session.id}`);
  const participantLink = await mailedLink(address, /./, ROOM_LINK);
  return { guestLink, participantLink };
}

async function noViolations(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}
