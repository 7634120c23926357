import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { noViolations } from './researcher.ts';

test('a chat goes both ways, says what is new, survives a reload and a socket lost while writing', async ({
  person,
}) => {
  const meeting = await openMeeting();
  const [researcher, participant] = await Promise.all([person(), person()]);
  const [ada, lena] = [researcher.page, participant.page];
  await ada.addInitScript(keepSockets);
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await lena.keyboard.press('c');
  await expect(lena.getByText('Everybody in the room reads this.')).toBeVisible();
  await expect(lena.getByRole('tab')).toHaveText(['People', 'Chat']);
  await noViolations(lena);
  await write(lena, 'Write to everybody', 'Is this the page? https://example.org/trips.');
  await expect(log(lena).getByText('Is this the page?')).toBeVisible();

  await expect(ada.getByRole('button', { name: 'Chat, 1 new' })).toBeVisible();
  await expect(ada.getByText(/^Lena Fischer: Is this the page/).first()).toBeVisible();
  await ada.getByRole('button', { name: 'Chat, 1 new' }).click();
  const link = log(ada).getByRole('link', { name: 'https://example.org/trips', exact: true });
  await expect(link).toHaveAttribute('href', 'https://example.org/trips');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expect(ada.getByRole('button', { name: 'Chat', exact: true })).toBeVisible();
  await write(ada, 'Write to everybody', 'Yes, that one.');
  await expect(log(lena).getByText('Yes, that one.')).toBeVisible();

  await researcher.context.setOffline(true);
  await ada.evaluate(() => window.sockets.at(-1)?.close());
  await write(ada, 'Write to everybody', 'Written without a connection');
  await expect(log(ada).getByText('Sending…')).toBeVisible();
  await noViolations(ada);
  await researcher.context.setOffline(false);
  await expect(log(lena).getByText('Written without a connection')).toHaveCount(1);
  await expect(log(ada).getByText('Sending…')).toHaveCount(0);
  await expect(log(ada).getByText('Written without a connection')).toHaveCount(1);

  await lena.reload();
  await lena.getByRole('checkbox').check();
  await lena.getByRole('button', { name: 'Join', exact: true }).click();
  await lena.getByRole('button', { name: 'Leave' }).waitFor();
  await lena.keyboard.press('c');
  await expect(log(lena).getByText('Is this the page?')).toHaveCount(1);
  await expect(log(lena).getByText('Written without a connection')).toHaveCount(1);
  await expect(lena.getByRole('button', { name: 'Chat', exact: true })).toBeVisible();
  await lena.keyboard.press('Escape');
  await expect(log(lena)).toHaveCount(0);
});

test("the backroom never comes near the Participant's page, and stands on the Session's page afterwards", async ({
  person,
}) => {
  const meeting = await openMeeting();
  const [researcher, participant, guest] = await Promise.all([person(), person(), person()]);
  const [ada, lena, grace] = [researcher.page, participant.page, guest.page];
  const received: string[] = [];
  lena.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(String(payload))));
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await grace.goto(meeting.guestLink);
  await grace.getByLabel('Your name').fill('Grace Guest');
  await grace.getByRole('button', { name: 'Join', exact: true }).click();
  await grace.getByRole('button', { name: 'Leave' }).waitFor();

  await grace.keyboard.press('c');
  await expect(grace.getByRole('tab')).toHaveText(['People', 'Chat', 'Backroom']);
  await grace.getByRole('tab', { name: 'Backroom' }).click();
  await expect(grace.getByText('Only Researchers and Guests read this. Never the Participant.')).toBeVisible();
  await noViolations(grace);
  await write(grace, 'Write to the backroom', 'Ask her about the price');
  await expect(ada.getByText('Backroom, Grace Guest: Ask her about the price').first()).toBeVisible();
  await ada.keyboard.press('c');
  await write(ada, 'Write to the backroom', 'In a minute');
  await expect(log(grace).getByText('In a minute')).toBeVisible();
  await ada.getByRole('tab', { name: 'Chat' }).click();
  await write(ada, 'Write to everybody', 'What do you look at first?');

  await expect.poll(() => received.join('\n')).toContain('What do you look at first?');
  await lena.reload();
  await lena.getByRole('checkbox').check();
  await lena.getByRole('button', { name: 'Join', exact: true }).click();
  await lena.getByRole('button', { name: 'Leave' }).waitFor();
  await lena.keyboard.press('c');
  await expect(log(lena).getByText('What do you look at first?')).toBeVisible();
  const all = received.join('\n');
  for (const secret of ['backroom', 'price', 'In a minute']) expect(all).not.toContain(secret);

  const dashboard = await researcher.context.newPage();
  await dashboard.goto(`/sessions/${meeting.session.id}`);
  const line = dashboard.getByRole('listitem').filter({ hasText: 'In a minute' });
  await expect(line.getByText('Backroom', { exact: true })).toBeVisible();
  await expect(dashboard.getByText('What do you look at first?')).toBeVisible();
});

test("notes and markers keep their moment, can be changed and taken back, and stand on the Session's page", async ({
  person,
}) => {
  const meeting = await openMeeting();
  const researcher = await person();
  const ada = researcher.page;
  await meeting.comeInAsResearcher(researcher);
  await ada.keyboard.press('n');
  await expect(ada.getByText('No notes yet.')).toBeVisible();
  await noViolations(ada);
  await write(ada, 'Note', 'Looks for the price first');
  await expect(notes(ada).getByText('Looks for the price first')).toBeVisible();
  await ada.keyboard.press('Escape');
  await ada.keyboard.press('b');
  await ada.getByRole('button', { name: 'Add words' }).click();
  await noViolations(ada);
  await ada.keyboard.type('Hesitates at the date');
  await ada.keyboard.press('Enter');
  await expect(notes(ada).getByText('Hesitates at the date')).toBeVisible();
  await notes(ada).getByRole('button', { name: 'Delete note' }).first().click();
  await expect(ada.getByRole('button', { name: 'Undo' })).toBeFocused();
  await ada.keyboard.press('Enter');
  await expect(notes(ada).getByText('Looks for the price first')).toBeVisible();
  await notes(ada).getByRole('button', { name: 'Delete note' }).last().click();
  await noViolations(ada);
  await expect(ada.getByRole('button', { name: 'Undo' })).toHaveCount(0, { timeout: 30_000 });

  const dashboard = await researcher.context.newPage();
  await dashboard.goto(`/sessions/${meeting.session.id}`);
  await expect(dashboard.getByText('Looks for the price first')).toBeVisible();
  await expect(dashboard.getByText('Hesitates at the date')).toHaveCount(0);
});

const log = (page: Page) => page.getByRole('log');
const notes = (page: Page) => page.getByRole('region', { name: 'Notes' });

async function write(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

declare global {
  interface Window {
    sockets: WebSocket[];
  }
}

/** In the page: remembers every WebSocket, so that a test can lose one. */
function keepSockets(): void {
  window.sockets = [];
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      window.sockets.push(this);
    }
  };
}
