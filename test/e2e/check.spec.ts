import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { noViolations } from './researcher.ts';

const FAKE_ANSWER = '--use-fake-ui-for-media-stream';

test('a check days ahead says that everything works, and the Researcher reads it', async ({ person }) => {
  const meeting = await openMeeting();
  const [participant, researcher] = await Promise.all([person(), person()]);
  const { page } = participant;
  await page.goto(await meeting.participantLink('check'));
  expect(page.url()).not.toContain('#');
  await expect(page.getByText('Your connection works')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Play a sound' }).click();
  await expect(page.getByText('Did you hear it?')).toBeVisible();
  await noViolations(page);
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith('/check') && answer.request().method() === 'POST',
  );
  await page.getByRole('button', { name: 'Yes' }).click();
  await expect(page.getByText('Everything works')).toBeVisible();
  expect((await kept).status()).toBe(204);
  await noViolations(page);

  await meeting.signIn(researcher);
  await researcher.page.goto(`/sessions/${meeting.session.id}`);
  await expect(researcher.page.getByText('Nothing wrong was found')).toBeVisible();
  await expect(researcher.page.getByText('They heard the test sound')).toBeVisible();
  await expect(researcher.page.getByText(/^Chrome \d+ on Linux$/)).toBeVisible();
});

test('the check of nobody is a dead link like any other', async ({ person }) => {
  const stranger = await person();
  const { page } = stranger;
  await page.goto('/j/nobodyhasthisid1/check#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  expect(page.url()).not.toContain('#');
  await noViolations(page);
});

test('who says no to camera and microphone reads how to allow them, and the Researcher that it is so', async ({
  person,
}) => {
  const meeting = await openMeeting();
  const context = { permissions: [] };
  const [participant, researcher] = await Promise.all([person({ without: [FAKE_ANSWER], context }), person()]);
  const { page } = participant;
  await page.goto(await meeting.participantLink('check'));
  await expect(page.getByText('This page may not use your camera and microphone')).toBeVisible();
  await expect(page.getByText('Click the sign at the left of the address.')).toBeVisible();
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/check'));
  await expect(page.getByText('Something needs your attention')).toBeVisible({ timeout: 60_000 });
  expect((await kept).status()).toBe(204);
  await noViolations(page);

  await meeting.signIn(researcher);
  await researcher.page.goto(`/studies/${meeting.session.studyId}/ongoing`);
  await expect(researcher.page.getByText('Set-up needs help: camera, microphone')).toBeVisible();
  await noViolations(researcher.page);

  await participant.context.grantPermissions(['camera', 'microphone']);
  await expect(page.getByText('Your camera works')).toBeVisible();
});

test('a network through which no media comes is told from one that works, with what helps', async ({ person }) => {
  const meeting = await openMeeting();
  const participant = await person();
  const { page } = participant;
  await page.addInitScript(allowRelaysOnly);
  await page.goto(await meeting.participantLink('check'));
  await expect(page.getByText('Your network blocks picture and sound')).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText(/Switch the VPN off/)).toBeVisible();
  await noViolations(page);
});

/** In the page: as in a network that lets only a relay through, where none is set up. ICE really tries, and fails. */
function allowRelaysOnly(): void {
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, iceTransportPolicy: 'relay' });
    }
  };
}
