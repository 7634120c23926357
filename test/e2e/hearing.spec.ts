import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { decoded } from './people.ts';
import { noViolations } from './researcher.ts';
import { giveVoice, speak, speakInPhrases } from './voices.ts';

/** What joinByItself says. */
const GATE = 'The gate stands';

test('who speaks while muted is told how to be heard', async ({ person }) => {
  const meeting = await openMeeting();
  const participant = await person();
  const { page } = participant;
  await giveVoice(participant.context);
  await meeting.comeInAsParticipant(participant);
  await speak(page, true);
  await expect(page.getByText('You are muted. Press M to speak.')).toBeHidden();
  await page.getByRole('button', { name: 'Turn microphone off' }).click();
  await expect(page.getByText('You are muted. Press M to speak.').first()).toBeVisible();
});

test('whose speaker is heard by their own microphone is told what helps', async ({ person }) => {
  const meeting = await openMeeting({ recordingPolicy: 'off' });
  const [researcher, participant] = await Promise.all([person(), person()]);
  const hint = participant.page.getByText('The others may hear themselves through your speaker.').first();
  await Promise.all([researcher, participant].map(({ context }) => giveVoice(context)));
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await expect.poll(async () => (await decoded(participant.page)).videos).toBe(1);
  await speakInPhrases(researcher.page, 16_000);
  await expect(hint).toBeHidden();
  await participant.page.evaluate(() => window.echo(0.5));
  // A quarter of a minute where looks come when they should, longer on a busy machine.
  await speakInPhrases(researcher.page, 60_000, () => hint.isVisible());
  await expect(hint).toBeVisible();
});

test('a browser that plays nothing before a tap asks for one, and then the voices are heard', async ({ person }) => {
  const meeting = await openMeeting();
  const flags = ['--autoplay-policy=document-user-activation-required'];
  const [researcher, guest] = await Promise.all([person(), person({ flags })]);
  const { page } = guest;
  await meeting.comeInAsResearcher(researcher);
  await page.addInitScript(keepPlayers);
  await page.addInitScript(joinByItself);
  // Playwright's own looks into the page count as a user's gesture: until the gate stands, nothing may look.
  const gate = page.waitForEvent('console', { predicate: (said) => said.text() === GATE, timeout: 60_000 });
  await page.goto(meeting.guestLink);
  await gate;
  const tap = page.getByRole('button', { name: 'Tap to hear' });
  await expect(tap).toBeVisible();
  expect(await page.evaluate(() => window.players.map((player) => player.paused))).toEqual([true]);
  await noViolations(page);
  await tap.click();
  await expect(tap).toBeHidden();
  await expect
    .poll(() => page.evaluate(() => window.players.map((player) => !player.paused && player.currentTime > 0)))
    .toEqual([true]);
});

declare global {
  interface Window {
    players: HTMLAudioElement[];
  }
}

/** In the page: goes in with no tap and no key, as after a reload in the call, and says when it is asked for a tap. */
function joinByItself(): void {
  const watch = new MutationObserver(() => {
    const name = document.querySelector<HTMLInputElement>('#name');
    if (name && !name.value) {
      name.value = 'Grace';
      setTimeout(() => document.querySelector('form')?.requestSubmit());
    }
    if ([...document.querySelectorAll('button')].some((button) => button.textContent.trim() === 'Tap to hear')) {
      watch.disconnect();
      console.info('The gate stands');
    }
  });
  watch.observe(document, { subtree: true, childList: true });
}

/** In the page: remembers every audio element, none of which is in the document. */
function keepPlayers(): void {
  window.players = [];
  const Real = window.Audio;
  window.Audio = class extends Real {
    constructor(source?: string) {
      super(source);
      window.players.push(this);
    }
  };
}
