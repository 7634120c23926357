import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import type { ReadMail } from '../../dev/seed/client.ts';
import { linkIn, newestMail } from '../../dev/seed/client.ts';
import type { SessionRow } from '../../wire/http.ts';
import { freshAddress, mailbox, ROOM_LINK } from './people.ts';
import { makeStudy, noViolations, signUp } from './researcher.ts';

const PLAN_LINK = (wish: string) => new RegExp(`\\S+/j/\\S+/plan#\\S+~${wish}`);

test('a Session is scheduled, confirmed, moved by the Participant from times on offer, and cancelled', async ({
  person,
}) => {
  const [researcher, participant] = await Promise.all([person(), person()]);
  const [host, lena] = [researcher.page, participant.page];
  const address = freshAddress('lena');
  await signUp(researcher, freshAddress('ada'));
  await makeStudy(host, 'How people plan a trip');
  await schedule(host, 'Lena Fischer', address);
  const booked = await newestMail(mailbox(), address, /booked/);
  expect(line(booked, 'METHOD')).toBe('REQUEST');
  expect(line(booked, 'SEQUENCE')).toBe('0');

  await lena.goto(linkIn(booked.text, PLAN_LINK('confirm')));
  await expect(lena.getByRole('heading', { name: 'Will you be there?' })).toBeVisible();
  expect(lena.url()).not.toContain('#');
  await expect(host.getByText('No response from Participant')).toBeVisible();
  await noViolations(lena);
  await lena.getByRole('button', { name: "I'll be there" }).click();
  await expect(lena.getByRole('status')).toContainText("Ada Okafor sees that you'll be there.");
  await host.reload();
  await expect(host.getByText('Participant confirmed')).toBeVisible();

  await lena.getByText('Choose another time').click();
  await lena.getByLabel('When would suit you?').fill('Friday afternoon, if you can.');
  await lena.getByRole('button', { name: 'Ask for another time' }).click();
  await expect(lena.getByRole('status')).toContainText('the Session stays as it is');
  await noViolations(lena);

  await offerTimes(host);
  const stale = await openReschedule(host);
  const offered = await newestMail(mailbox(), address, /time/i);
  await lena.goto(linkIn(offered.text, PLAN_LINK('change')));
  await lena.getByRole('radio').last().check();
  await noViolations(lena);
  await lena.getByRole('button', { name: 'Move the Session' }).click();
  await expect(lena.getByRole('status')).toContainText('Your Session is now on');
  const moved = await newestMail(mailbox(), address, /moved|new time/i);
  expect(line(moved, 'METHOD')).toBe('REQUEST');
  expect(line(moved, 'SEQUENCE')).toBe('1');
  expect(line(moved, 'UID')).toBe(line(booked, 'UID'));

  await stale.getByRole('button', { name: 'Reschedule and send mails' }).click();
  await expect(stale.getByText('Lena Fischer changed this Session in the meantime.')).toBeVisible();
  await noViolations(host);
  await stale.getByRole('button', { name: 'Reload' }).click();
  await expect(stale.getByText('in the meantime')).toBeHidden();
  await stale.getByRole('button', { name: 'Keep the time' }).click();

  await host.getByRole('button', { name: 'Cancel Session' }).click();
  await host.getByRole('dialog').getByLabel('Reason').fill('The prototype is not ready.');
  await noViolations(host);
  await host.getByRole('dialog').getByRole('button', { name: 'Cancel Session' }).click();
  await expect(host.getByText('Cancelled', { exact: true }).first()).toBeVisible();
  const cancelled = await newestMail(mailbox(), address, /cancelled/i);
  expect(line(cancelled, 'METHOD')).toBe('CANCEL');
  await noViolations(host);

  await lena.goto(linkIn(booked.text, ROOM_LINK));
  await expect(lena.getByRole('heading', { name: 'This Session was cancelled' })).toBeVisible();
  await lena.goto(linkIn(booked.text, PLAN_LINK('confirm')));
  await expect(lena.getByRole('heading', { name: 'This Session was cancelled' })).toBeVisible();
  await noViolations(lena);
});

test("'I'm running late' in the mail's page is said in the room", async ({ person }) => {
  const [researcher, participant] = await Promise.all([person(), person()]);
  const [host, lena] = [researcher.page, participant.page];
  const address = freshAddress('lena');
  await signUp(researcher, freshAddress('ada'));
  await makeStudy(host, 'How people plan a trip');
  await startNow(host, address);
  await host.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(host.getByRole('button', { name: 'Leave' })).toBeVisible();

  const booked = await newestMail(mailbox(), address, /booked/);
  await lena.goto(linkIn(booked.text, PLAN_LINK('confirm')));
  await lena.getByRole('button', { name: '10 minutes' }).click();
  await expect(lena.getByRole('status')).toContainText('Ada Okafor knows');
  await expect(host.getByText('is running about 10 minutes late').first()).toBeVisible();
});

test('the plan of nobody is a dead link, and a Guest has none', async ({ page }) => {
  await page.goto(`${process.env['FIELDROOM_ORIGIN'] ?? ''}/j/nobodyhasthisid1/plan#AAAA~confirm`);
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  expect(page.url()).not.toContain('#');
  await noViolations(page);
});

/** A Session tomorrow, by the form, with the Participant in another zone; ends on 'Session details'. */
async function schedule(page: Page, name: string, address: string): Promise<void> {
  await page.getByRole('tab', { name: 'Ongoing' }).click();
  await page.getByRole('button', { name: 'Schedule a Session' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel("Participant's name").fill(name);
  await dialog.getByLabel("Participant's e-mail").fill(address);
  await dialog.getByLabel("Participant's time zone").fill('Kolkata');
  await dialog.getByRole('option', { name: /Kolkata/ }).click();
  await expect(dialog.getByText(`For ${name}:`)).toBeVisible();
  await expect(dialog.getByText('Asia/Kolkata')).toBeVisible();
  await noViolations(page);
  await dialog.getByRole('button', { name: 'Schedule and send mails' }).click();
  await page.getByRole('link', { name: 'Session details' }).click();
  await expect(page.getByRole('heading', { name: `Session with ${name}` })).toBeVisible();
}

/** An instant Session of the Study on this page; ends before its room. */
async function startNow(page: Page, email: string): Promise<void> {
  const study = new URL(page.url()).pathname.split('/')[2] ?? '';
  const made = await page.request.post(`/api/studies/${study}/sessions/now`, {
    headers: { origin: new URL(page.url()).origin },
    data: { participant: { name: 'Lena Fischer', email }, lengthMinutes: 30, zone: 'Europe/Berlin' },
  });
  const { id } = (await made.json()) as SessionRow;
  await page.goto(`/j/${id}`);
}

/** 'Offer other times', two of them, as the Participant has asked. */
async function offerTimes(page: Page): Promise<void> {
  await page.reload();
  await expect(page.getByText('Friday afternoon, if you can.').first()).toBeVisible();
  await noViolations(page);
  await page.getByRole('button', { name: 'Offer other times' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add a time' }).click();
  await expect(dialog.getByLabel('Date 2')).not.toHaveValue('');
  await noViolations(page);
  await dialog.getByRole('button', { name: 'Offer these times' }).click();
  await expect(dialog).toBeHidden();
}

/** 'Reschedule' with another length filled in, not sent yet. */
async function openReschedule(page: Page) {
  await page.getByRole('button', { name: 'Reschedule' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Length in minutes').fill('60');
  return dialog;
}

/** A line of a mail's calendar part. */
function line({ calendar }: ReadMail, name: string): string {
  const text = calendar?.text.replaceAll(/\r?\n[ \t]/g, '') ?? '';
  return new RegExp(`^${name}(?:;[^:\\r\\n]*)?:(.*?)\\r?$`, 'm').exec(text)?.[1] ?? '';
}
