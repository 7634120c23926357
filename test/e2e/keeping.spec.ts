import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { noViolations } from './researcher.ts';

test('a Participant joins without being recorded, allows it, and takes it back: nothing of it is left', async ({
  person,
}) => {
  const [researcher, participant] = await Promise.all([person(), person()]);
  const meeting = await openMeeting();
  const both = [researcher.page, participant.page];
  await meeting.comeInAsResearcher(researcher);
  await participant.page.goto(await meeting.participantLink());
  await participant.page.getByRole('checkbox').check();
  await participant.page.getByRole('radio', { name: 'Join without being recorded' }).check();
  await noViolations(participant.page);
  await participant.page.getByRole('button', { name: 'Join', exact: true }).click();
  const refused = 'Not recorded: the Participant did not agree to recording';
  for (const page of both) await expect(page.getByText(refused).first()).toBeVisible();

  await participant.page.getByRole('button', { name: 'Allow recording' }).click();
  for (const page of both) await expect(page.getByText('saved up to')).toBeVisible();
  await participant.page.getByRole('button', { name: 'Stop and delete the recording' }).click();
  await participant.page.getByRole('dialog').getByRole('button', { name: 'Stop and delete' }).click();
  const withdrawn = 'Not recorded: the Participant withdrew their consent';
  for (const page of both) await expect(page.getByText(withdrawn)).toBeVisible();

  await researcher.page.goto(`/sessions/${meeting.session.id}`);
  await expect(researcher.page.getByText('Recording deleted')).toBeVisible();
  await expect(researcher.page.getByText(/Lena Fischer withdrew their consent/)).toBeVisible();
  await noViolations(researcher.page);
});

test('an Owner deletes a recording, then all about its Participant', async ({ meet }) => {
  const { meeting, researcher } = await meet();
  const { page } = researcher;
  await expect(page.getByText(/saved up to 0:0[1-9]/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'End meeting for all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
  await expect(page.getByText('The session has ended').first()).toBeVisible();
  await page.goto(`/sessions/${meeting.session.id}`);
  await page.getByRole('button', { name: 'Delete recording' }).click({ timeout: 60_000 });
  await noViolations(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete recording' }).click();
  await expect(page.getByText('Recording deleted')).toBeVisible();
  await expect(page.getByText('Ada Okafor deleted the recording.')).toBeVisible();

  await page.goto(`/studies/${meeting.session.studyId}/completed`);
  await openMenu(page);
  await page.getByRole('button', { name: 'Delete participant' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('in 1 Session', { exact: false })).toBeVisible();
  await noViolations(page);
  await dialog.getByRole('button', { name: 'Delete participant' }).click();
  await expect(dialog.getByText('That is not the name as it stands above.')).toBeVisible();
  await dialog.getByLabel('Type Lena Fischer to confirm').fill('Lena Fischer');
  await dialog.getByRole('button', { name: 'Delete participant' }).click();
  await expect(page.getByText('Deleted participant').first()).toBeVisible();
  await expect(page.getByText('Lena Fischer')).toHaveCount(0);
  await page.goto(`/sessions/${meeting.session.id}`);
  await expect(page.getByText('Ada Okafor deleted everything about the Participant.')).toBeVisible();
  await expect(page.getByText(/Lena/)).toHaveCount(0);
});

const openMenu = (page: Page) => page.getByRole('button', { name: /^More for the Session with/ }).click();
