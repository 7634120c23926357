import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { noViolations } from './researcher.ts';

/** A window of 1280 x 800 at 200 % zoom: half the CSS pixels, each of them twice as large. */
const ZOOMED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };

test('menus, dialogs, layouts, a share, a lost line and the end pass axe and go by keyboard, and what happens is read aloud', async ({
  person,
}) => {
  const meeting = await openMeeting();
  const [researcher, participant] = await Promise.all([person({ context: { reducedMotion: 'reduce' } }), person()]);
  const [ada, lena] = [researcher.page, participant.page];
  const guest = await participant.browser.newContext();
  for (const page of [ada, lena]) await page.addInitScript(listenAsScreenReader);
  await meeting.comeInAsResearcher(researcher);
  await noViolations(ada);
  await meeting.comeInAsParticipant(participant);
  await hears(ada, 'Lena Fischer joined');
  await hears(lena, /Recording started|This Session is being recorded/);

  await lena.keyboard.press('c');
  await lena.getByLabel('Write to everybody').fill('Hello Ada');
  await lena.keyboard.press('Enter');
  await hears(ada, 'Lena Fischer: Hello Ada');

  for (const [name, first] of [
    ['Recording', 'Pause recording'],
    ['More for Lena Fischer', 'Turn off microphone'],
  ] as const) {
    await ada.getByRole('button', { name, exact: true }).focus();
    await ada.keyboard.press('ArrowDown');
    await expect(ada.getByRole('button', { name: first })).toBeFocused();
    await noViolations(ada);
    await ada.keyboard.press('Escape');
    await expect(ada.getByRole('button', { name, exact: true })).toBeFocused();
  }
  for (const name of ['Devices', 'View']) {
    await ada.getByRole('button', { name, exact: true }).press('Enter');
    await expect(ada.getByRole('dialog', { name })).toBeVisible();
    await noViolations(ada);
    if (name === 'View') await ada.getByRole('radio', { name: 'Speaker' }).check({ force: true });
    await ada.keyboard.press('Escape');
  }
  await noViolations(ada);
  await ada.keyboard.press('l');
  await expect(ada.getByRole('dialog', { name: 'Leave?' })).toBeVisible();
  await noViolations(ada);
  await ada.keyboard.press('Escape');
  expect(await unreached(ada)).toEqual([]);

  await ada.keyboard.press('p');
  await ada.getByRole('switch', { name: 'Guests wait to be let in' }).check();
  await ada.keyboard.press('p');
  const grace = await guest.newPage();
  await grace.goto(meeting.guestLink);
  await grace.getByLabel('Your name').fill('Grace Guest');
  await grace.getByRole('button', { name: 'Join', exact: true }).click();
  await ada.getByRole('button', { name: 'Let in' }).press('Enter');
  await expect(ada.getByRole('button', { name: /^People, / })).toBeFocused();
  await hears(ada, 'Grace Guest joined');

  await lena.keyboard.press('Escape');
  await lena.getByRole('button', { name: 'Share your screen' }).press('Enter');
  await expect(lena.getByText(/^You are sharing/)).toBeVisible();
  await noViolations(lena);
  await participant.context.setOffline(true);
  await expect(lena.getByText('Reconnecting', { exact: true })).toBeVisible({ timeout: 40_000 });
  await noViolations(lena);
  await participant.context.setOffline(false);
  await expect(lena.getByText('Reconnecting', { exact: true })).toBeHidden();

  expect(await moving(ada)).toEqual([]);
  await ada.keyboard.press('l');
  await ada.getByRole('button', { name: 'End meeting for all' }).press('Enter');
  await ada.getByRole('dialog', { name: 'End the meeting for all?' }).waitFor();
  await noViolations(ada);
  await ada.getByRole('button', { name: 'End meeting for all' }).press('Enter');
  for (const page of [ada, lena, grace]) {
    await expect(page.getByRole('heading', { name: 'The session has ended' })).toBeFocused();
    await noViolations(page);
  }
});

test('at 200 % zoom, before and in the room, nothing is cut off, and with less motion wished for nothing moves', async ({
  person,
}) => {
  const meeting = await openMeeting();
  const researcher = await person({ context: { ...ZOOMED, reducedMotion: 'reduce' } });
  const { page } = researcher;
  await meeting.signIn(researcher);
  await page.goto(`/j/${meeting.session.id}`);
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
  await noViolations(page);
  expect(await cutOff(page)).toEqual([]);
  await page.getByRole('button', { name: 'Join', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
  expect(await cutOff(page)).toEqual([]);
  for (const tab of ['People', 'Chat', 'Backroom', 'Notes']) {
    if (tab === 'People') await page.keyboard.press('p');
    else await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tab', { name: tab, selected: true })).toBeVisible();
    await noViolations(page);
    expect(await cutOff(page)).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await noViolations(page);
  expect(await cutOff(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.keyboard.press('c');
  await expect(page.getByRole('complementary', { name: 'Side panel' })).toBeVisible();
  await noViolations(page);
  expect(await cutOff(page)).toEqual([]);
  expect(await moving(page)).toEqual([]);
});

/** A screen reader has read this aloud on that page. */
async function hears(page: Page, text: string | RegExp): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.spoken.join('\n'))).toMatch(text);
}

/** In the page: what comes into a polite live region that was there before it. What comes together with its region is not read. */
function listenAsScreenReader(): void {
  window.spoken = [];
  new MutationObserver((changes) => {
    const fresh = new Set(changes.flatMap(({ addedNodes }) => [...addedNodes]));
    for (const node of fresh) {
      const region = node.parentElement?.closest('[aria-live=polite]');
      const isOld = region && ![...fresh].some((one) => one !== node && one.contains(region));
      if (isOld) window.spoken.push(node.textContent ?? '');
    }
  }).observe(document, { subtree: true, childList: true });
}

/** Buttons and fields on the screen to which Tab does not come, or which do not show that they have the focus. */
async function unreached(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    window.visited = new Set();
    return document.querySelectorAll('button, a, input, select, textarea, [tabindex]').length;
  });
  for (let i = 0; i <= count; i++) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => {
      const at = document.activeElement;
      const style = at && getComputedStyle(at);
      if (at && (style?.boxShadow !== 'none' || style.outlineStyle !== 'none')) window.visited.add(at);
    });
  }
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button:not(:disabled), a[href], select, textarea')]
      .filter((element) => element.checkVisibility() && !window.visited.has(element))
      .map((element) => element.getAttribute('aria-label') ?? element.textContent),
  );
}

/** Controls and words that reach over an edge of the window and cannot be scrolled to. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
    const controls = [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, h1, h2')];
    const cut = controls.filter((element) => {
      if (!element.checkVisibility({ opacityProperty: true }) || element.closest('.unseen')) return false;
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1;
    });
    return [...wide, ...cut.map((element) => element.getAttribute('aria-label') ?? element.outerHTML.slice(0, 80))];
  });
}

/** What moves by itself although less motion is wished for. */
async function moving(page: Page): Promise<string[]> {
  await page.waitForFunction(() => document.fonts.status === 'loaded');
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  return page.evaluate(() =>
    document.getAnimations().flatMap((animation) => (animation.playState === 'running' ? [animation.id || 'one'] : [])),
  );
}

declare global {
  interface Window {
    visited: Set<Element>;
    spoken: string[];
  }
}
