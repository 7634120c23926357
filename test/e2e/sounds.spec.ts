import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { heard, listenForSounds } from './sounds.ts';

test('a knock and the word that one is let in are heard on the speaker one has chosen', async ({ person }) => {
  const meeting = await openMeeting({ recordingPolicy: 'off', guestPolicy: 'wait' });
  const [researcher, guest] = await Promise.all([person(), person()]);
  const pages = [researcher.page, guest.page];
  for (const page of pages) await page.addInitScript(listenForSounds);
  await meeting.signIn(researcher);
  await researcher.page.goto(`/j/${meeting.session.id}`);
  const hosts = await chooseSpeaker(researcher.page);
  await researcher.page.getByRole('button', { name: 'Join', exact: true }).click();
  await researcher.page.getByRole('button', { name: 'Leave' }).waitFor();

  await guest.page.goto(meeting.guestLink);
  // Only who has opened a device is told by the browser which there are.
  await guest.page.getByRole('button', { name: 'Microphone off' }).click();
  const guests = await chooseSpeaker(guest.page);
  await guest.page.getByLabel('Your name').fill('Grace Guest');
  await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect.poll(() => heard(researcher.page)).toEqual([{ sinkId: hosts, tones: 2, running: true }]);
  expect(await heard(guest.page)).toEqual([]);

  await researcher.page.getByRole('button', { name: 'Let in' }).click();
  await expect(guest.page.getByRole('button', { name: 'Leave' })).toBeVisible();
  await expect.poll(() => heard(guest.page)).toEqual([{ sinkId: guests, tones: 2, running: true }]);
  expect(await heard(researcher.page)).toHaveLength(1);
});

test('who came in without a tap hears no knock, and reads it all the same', async ({ person }) => {
  const meeting = await openMeeting({ recordingPolicy: 'off', guestPolicy: 'wait' });
  const flags = ['--autoplay-policy=document-user-activation-required'];
  // Nor may who uses a camera: what is granted by name denies all the rest.
  const context = { permissions: ['clipboard-read'] };
  const wish = { flags, without: ['--use-fake-ui-for-media-stream'], context };
  const [researcher, guest] = await Promise.all([person(wish), person()]);
  const { page } = researcher;
  await meeting.signIn(researcher);
  await page.addInitScript(listenForSounds);
  await page.addInitScript(joinByItself);
  // Playwright's own looks into the page count as a user's gesture: until then nothing may look.
  const said = (text: string) =>
    page.waitForEvent('console', { predicate: (line) => line.text().startsWith(text), timeout: 60_000 });
  const [inside, silent] = [said('I am in'), said('no knock NotAllowedError')];
  await page.goto(`/j/${meeting.session.id}`);
  await inside;
  await guest.page.goto(meeting.guestLink);
  await guest.page.getByLabel('Your name').fill('Grace Guest');
  await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
  await silent;
  expect(await heard(page)).toEqual([]);
  await expect(page.getByRole('region', { name: 'Waiting to be let in' })).toContainText('Grace Guest');
});

/** In the page: goes in with no tap and no key, as after a reload in the call, and says so. */
function joinByItself(): void {
  const watch = new MutationObserver(() => {
    const join = [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === 'Join');
    if (join && !join.disabled && join.checkVisibility()) document.querySelector('form')?.requestSubmit();
    if (document.querySelector('[data-person]')) {
      watch.disconnect();
      console.info('I am in');
    }
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
}

/** Takes another speaker than the system's; its id. */
async function chooseSpeaker(page: Page): Promise<string> {
  const picker = page.getByLabel('Speaker', { exact: true });
  await expect(picker.locator('option').nth(1)).toBeAttached();
  const before = await picker.inputValue();
  const ids = await picker
    .locator('option')
    .evaluateAll((options) => options.map((one) => (one as HTMLOptionElement).value));
  const chosen = ids.find((id) => id && id !== before && id !== 'default') ?? '';
  expect(chosen).not.toBe('');
  await picker.selectOption(chosen);
  return chosen;
}
