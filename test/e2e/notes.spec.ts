import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import type { ClientMessageInput } from '../../wire/room.ts';
import { ROOM_PROTOCOL } from '../../wire/protocol.ts';
import { openMeeting } from './meeting.ts';
import { noViolations } from './researcher.ts';

test('what was noted and said in the room is on the Session’s page, to add to, change and take back', async ({
  person,
}) => {
  const [researcher, meeting] = await Promise.all([person(), openMeeting({ recordingPolicy: 'off' })]);
  const { page } = researcher;
  await meeting.comeInAsResearcher(researcher);
  await page.goto(`/sessions/${meeting.session.id}`);
  const notes = page.getByRole('region', { name: 'Notes' });
  const chat = page.getByRole('region', { name: 'Chat' });
  await expect(notes).toContainText('No notes yet.');
  await expect(chat).toContainText('Nothing was written yet.');
  await noViolations(page);

  await sayInRoom(page, meeting.session.id, [
    { t: 'note', id: crypto.randomUUID(), text: 'Looks for the legend', agoMs: 0 },
    { t: 'note', id: crypto.randomUUID(), text: '', agoMs: 0 },
    { t: 'chat', id: crypto.randomUUID(), to: 'all', text: 'Welcome!\nTake your time.' },
    { t: 'chat', id: crypto.randomUUID(), to: 'backroom', text: 'Ask about the map' },
  ]);
  await page.reload();
  await expect(notes.getByRole('listitem')).toHaveCount(2);
  await expect(notes).toContainText('Marker');
  await expect(chat.getByRole('listitem')).toHaveCount(2);
  await expect(chat.getByRole('listitem').first()).not.toContainText('Backroom');
  await expect(chat.getByRole('listitem').last()).toContainText('Ada Okafor');
  await expect(chat.getByRole('listitem').last()).toContainText('Backroom');
  await noViolations(page);

  await notes.getByRole('button', { name: 'Add note' }).press('Enter');
  await expect(notes.getByLabel('Note', { exact: true })).toBeFocused();
  await page.keyboard.type('Was early');
  await notes.getByLabel('Time into the Session').fill('soon');
  await notes.getByRole('button', { name: 'Save' }).click();
  await expect(notes).toContainText('Please write it like 12:41.');
  await notes.getByLabel('Time into the Session').fill('90:00');
  await notes.getByRole('button', { name: 'Save' }).click();
  await expect(notes).toContainText('A note belongs to a moment of the Session that has passed.');
  await noViolations(page);
  await notes.getByLabel('Time into the Session').fill('-0:30');
  await notes.getByRole('button', { name: 'Save' }).click();
  await expect(notes.getByRole('listitem').first()).toContainText('−0:30');
  await expect(notes.getByRole('button', { name: 'Add note' })).toBeFocused();

  await notes.getByRole('button', { name: 'Edit note at −0:30' }).press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.type(', and calm');
  await page.keyboard.press('Control+Enter');
  await expect(notes.getByRole('listitem').first()).toContainText('Was early, and calm');
  await expect(notes.getByRole('button', { name: 'Edit note at −0:30' })).toBeFocused();

  await notes.getByRole('button', { name: 'Delete note at −0:30' }).click();
  await expect(notes.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(notes.getByRole('listitem')).toHaveCount(3);
  await page.reload();
  await expect(notes.getByRole('listitem').first()).toContainText('Was early, and calm');
});

/** Goes into the room from this page's sign-in, says these things, hears that they were taken, and leaves. */
async function sayInRoom(page: Page, session: string, messages: ClientMessageInput[]): Promise<void> {
  await page.evaluate(
    async ({ session, messages, protocol }) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`/api/j/${session}/exchange`, { method: 'POST', headers, body: '{}' });
      const { ticket } = (await answer.json()) as { ticket: string };
      const socket = new WebSocket(`/api/j/${session}/socket`, [protocol, ticket]);
      const say = (message: unknown) => socket.send(JSON.stringify(message));
      let taken = 0;
      await new Promise((resolve) => {
        socket.onmessage = ({ data }) => {
          const { t } = JSON.parse(String(data)) as { t: string };
          if (t === 'door') say({ t: 'enter', mic: false, cam: false });
          if (t === 'welcome') messages.forEach(say);
          if (t === 'chat' || t === 'note') taken += 1;
          if (taken === messages.length) resolve(null);
        };
      });
      socket.close();
    },
    { session, messages, protocol: ROOM_PROTOCOL },
  );
}
