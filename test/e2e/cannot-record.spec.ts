import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { noViolations } from './researcher.ts';

const SENTENCE = /cannot record/;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

/** What Firefox and Safari lack on the page. */
const withoutRecorder = () => void Reflect.deleteProperty(window, 'MediaStreamTrackProcessor');

test('a Researcher whose browser cannot record is told so before the meeting, and which can', async ({ person }) => {
  const researcher = await person({ context: { userAgent: FIREFOX } });
  await researcher.context.addInitScript(withoutRecorder);
  const { page } = researcher;
  const meeting = await openMeeting({ recordingPolicy: 'by_hand' });
  await meeting.signIn(researcher);
  await page.goto(`/j/${meeting.session.id}`);
  const note = page.getByRole('status').filter({ hasText: SENTENCE });
  await expect(note).toContainText('Firefox cannot record');
  await expect(note).toContainText('Join in Chrome or Edge on a computer');
  await noViolations(page);

  await page.goto(await meeting.participantLink());
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
  await expect(page.getByText(SENTENCE)).toHaveCount(0);
});

test('nothing is said to a Researcher whose browser can, nor where the Study does not record', async ({ person }) => {
  const [able, unable] = await Promise.all([person(), person()]);
  await unable.context.addInitScript(withoutRecorder);
  const [recorded, unrecorded] = [await openMeeting(), await openMeeting({ recordingPolicy: 'off' })];
  await recorded.comeInAsResearcher(able);
  await unrecorded.signIn(unable);
  await unable.page.goto(`/j/${unrecorded.session.id}`);
  await expect(unable.page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
  await unable.page.waitForLoadState('networkidle');
  await expect(unable.page.getByText(SENTENCE)).toHaveCount(0);
});
