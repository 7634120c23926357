import { expect, test } from '@playwright/test';
import { openMeeting } from './meeting.ts';
import type { Person } from './people.ts';
import { decoded, person as plainPerson } from './people.ts';
import { noViolations } from './researcher.ts';
import { giveVoice, speak, speakInPhrases } from './voices.ts';

/** What joinByItself says. */
const GATE = 'The gate stands';
const FAKE_DEVICES = '--use-fake-device-for-media-stream';
const FAKE_ANSWER = '--use-fake-ui-for-media-stream';
/** Instagram's own browser on an iPhone. */
const IN_INSTAGRAM =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0';
const person = async (wish: Parameters<typeof plainPerson>[0] = {}): Promise<Person> => {
  const somebody = await plainPerson(wish);
  await somebody.context.addInitScript(tellOwnTracks);
  return somebody;
};
const end = (...people: Person[]) => Promise.all(people.map(({ browser }) => browser.close()));

test('a check days ahead says that everything works, and the Researcher reads it', async () => {
  const meeting = await openMeeting();
  const [participant, researcher] = await Promise.all([person(), person()]);
  const { page } = participant;
  try {
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
  } finally {
    await end(participant, researcher);
  }
});

test('the check of nobody is a dead link like any other', async () => {
  const stranger = await person();
  const { page } = stranger;
  try {
    await page.goto('/j/nobodyhasthisid1/check#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
    expect(page.url()).not.toContain('#');
    await noViolations(page);
  } finally {
    await end(stranger);
  }
});

test('who says no to camera and microphone reads how to allow them, and the Researcher that it is so', async () => {
  const meeting = await openMeeting();
  const context = { permissions: [] };
  const [participant, researcher] = await Promise.all([person({ without: [FAKE_ANSWER], context }), person()]);
  const { page } = participant;
  try {
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
  } finally {
    await end(participant, researcher);
  }
});

test('inside an app without a camera there is the way out: the link, copied whole', async () => {
  const meeting = await openMeeting();
  const link = await meeting.participantLink();
  const participant = await person({
    without: [FAKE_ANSWER],
    context: { permissions: ['clipboard-read', 'clipboard-write'], userAgent: IN_INSTAGRAM },
  });
  const { page } = participant;
  try {
    await page.goto(link);
    await expect(page.getByText(/You opened the link inside Instagram/)).toBeVisible();
    await expect(page.getByText(/Open in Safari/)).toBeVisible();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await noViolations(page);

    await page.reload();
    await expect(page.getByText('Open the link from your mail or message there again.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy link' })).toBeHidden();
  } finally {
    await end(participant);
  }
});

test('a computer without camera and microphone says so, and comes in all the same', async () => {
  const meeting = await openMeeting();
  const participant = await person({ without: [FAKE_DEVICES] });
  const { page } = participant;
  try {
    await page.goto(await meeting.participantLink());
    await expect(page.getByText('We found no camera and microphone')).toBeVisible();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('button', { name: 'Turn microphone on' }).click();
    await expect(page.getByText(/We found no microphone\./).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Turn microphone on' })).toBeVisible();
  } finally {
    await end(participant);
  }
});

test('a network through which no media comes is told from one that works, with what helps', async () => {
  const meeting = await openMeeting();
  const participant = await person();
  const { page } = participant;
  try {
    await page.addInitScript(allowRelaysOnly);
    await page.goto(await meeting.participantLink('check'));
    await expect(page.getByText('Your network blocks picture and sound')).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText(/Switch the VPN off/)).toBeVisible();
    await noViolations(page);
  } finally {
    await end(participant);
  }
});

test('the same link in a second tab takes over, the first says so and lets go of the devices, and both stay as they are', async () => {
  // Four joins one after the other, in three tabs: long on a busy machine.
  test.slow();
  const meeting = await openMeeting();
  const [participant, researcher] = await Promise.all([person(), person()]);
  const { page } = participant;
  try {
    await Promise.all([meeting.comeInAsResearcher(researcher), meeting.comeInAsParticipant(participant)]);
    await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });
    await page.evaluate(keepOwnTracks);
    const second = { ...participant, page: await participant.context.newPage() };
    await meeting.comeInAsParticipant(second);

    await expect(page.getByRole('heading', { name: 'You are here in another tab' })).toBeVisible();
    expect(await page.evaluate(() => window.kept.map((track) => track.readyState))).toEqual(['ended', 'ended']);
    const before = (await decoded(researcher.page)).framesDecoded;
    await expect
      .poll(async () => (await decoded(researcher.page)).framesDecoded, { timeout: 60_000 })
      .toBeGreaterThan(before + 40);
    await expect(page.getByRole('heading', { name: 'You are here in another tab' })).toBeVisible();
    await expect(second.page.getByRole('button', { name: 'Leave' })).toBeVisible();
    await expect(researcher.page.getByRole('list', { name: 'People in the room' }).getByRole('listitem')).toHaveCount(
      2,
    );

    await page.getByRole('button', { name: 'Use this tab instead' }).click();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(second.page.getByRole('heading', { name: 'You are here in another tab' })).toBeVisible();
  } finally {
    await end(participant, researcher);
  }
});

test('a camera that goes in the call gives way to the default one, and the others see on', async () => {
  const meeting = await openMeeting();
  const [participant, researcher] = await Promise.all([person(), person()]);
  const { page } = participant;
  try {
    await Promise.all([meeting.comeInAsResearcher(researcher), meeting.comeInAsParticipant(participant)]);
    await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });
    await page.evaluate(keepOwnTracks);
    await page.evaluate(() => {
      for (const track of window.kept) {
        if (track.kind !== 'video') continue;
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    });

    await expect(page.getByText(/was disconnected\. Now using fake_device_0/).first()).toBeVisible();
    const before = (await decoded(researcher.page)).framesDecoded;
    await expect
      .poll(async () => (await decoded(researcher.page)).framesDecoded, { timeout: 60_000 })
      .toBeGreaterThan(before + 20);
    await expect(page.getByRole('button', { name: 'Turn camera off' })).toBeVisible();
  } finally {
    await end(participant, researcher);
  }
});

test('a camera that is connected in the call is offered, and used when one says so', async () => {
  const meeting = await openMeeting();
  const participant = await person({
    without: [FAKE_DEVICES],
    flags: [`${FAKE_DEVICES}=device-count=2`],
  });
  const { page } = participant;
  try {
    await page.addInitScript(() => {
      // Two real fake cameras, of which the page sees the second only when it is "plugged in".
      const { mediaDevices } = navigator;
      const list = mediaDevices.enumerateDevices.bind(mediaDevices);
      let plugged = false;
      mediaDevices.enumerateDevices = async () => {
        const all = await list();
        return plugged ? all : all.filter(({ label }) => label !== 'fake_device_1');
      };
      for (const way of ['plug', 'unplug']) {
        addEventListener(way, () => {
          plugged = way === 'plug';
          mediaDevices.dispatchEvent(new Event('devicechange'));
        });
      }
    });
    await meeting.comeInAsParticipant(participant);
    // Devices are looked after some time after 'Join': what is there at the first look is no news.
    await expect(async () => {
      await page.evaluate(() => dispatchEvent(new Event('unplug')));
      await page.waitForTimeout(200);
      await page.evaluate(() => dispatchEvent(new Event('plug')));
      await expect(page.getByText('fake_device_1 is connected').first()).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await page.getByRole('button', { name: 'Use it' }).click();
    await expect
      .poll(() => page.evaluate(() => window.ownTracks().find((track) => track.kind === 'video')?.label))
      .toBe('fake_device_1');
  } finally {
    await end(participant);
  }
});

test('what the system has paused is resumed by a tap', async () => {
  const meeting = await openMeeting();
  const participant = await person();
  const { page } = participant;
  try {
    await meeting.comeInAsParticipant(participant);
    await page.evaluate(keepOwnTracks);
    await page.evaluate(() => {
      for (const track of window.kept) {
        Object.defineProperty(track, 'muted', { value: true });
        track.dispatchEvent(new Event('mute'));
      }
    });
    const resume = page.getByRole('button', { name: 'Tap to resume' });
    await expect(resume).toBeVisible();
    await noViolations(page);
    await resume.click();
    await expect(resume).toBeHidden();
    await expect
      .poll(() =>
        page.evaluate(() =>
          window.ownTracks().every((track) => !window.kept.includes(track) && track.readyState === 'live'),
        ),
      )
      .toBe(true);
  } finally {
    await end(participant);
  }
});

test('who speaks while muted is told how to be heard', async () => {
  const meeting = await openMeeting();
  const participant = await person();
  const { page } = participant;
  try {
    await giveVoice(participant.context);
    await meeting.comeInAsParticipant(participant);
    await speak(page, true);
    await expect(page.getByText('You are muted. Press M to speak.')).toBeHidden();
    await page.getByRole('button', { name: 'Turn microphone off' }).click();
    await expect(page.getByText('You are muted. Press M to speak.').first()).toBeVisible();
  } finally {
    await end(participant);
  }
});

test('whose speaker is heard by their own microphone is told what helps', async () => {
  const meeting = await openMeeting({ recordingPolicy: 'off' });
  const [researcher, participant] = await Promise.all([person(), person()]);
  const hint = participant.page.getByText('The others may hear themselves through your speaker.').first();
  try {
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
  } finally {
    await end(researcher, participant);
  }
});

test('a browser that plays nothing before a tap asks for one, and then the voices are heard', async () => {
  const meeting = await openMeeting();
  const flags = ['--autoplay-policy=document-user-activation-required'];
  const [researcher, guest] = await Promise.all([person(), person({ flags })]);
  const { page } = guest;
  try {
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
  } finally {
    await end(researcher, guest);
  }
});

declare global {
  interface Window {
    /** What it sends now. */
    ownTracks: () => MediaStreamTrack[];
    kept: MediaStreamTrack[];
    players: HTMLAudioElement[];
  }
}

/** In the page. */
function tellOwnTracks(): void {
  window.ownTracks = () =>
    window.peers
      .filter((peer) => peer.connectionState !== 'closed')
      .flatMap((peer) => peer.getSenders().flatMap(({ track }) => track ?? []));
}

/** In the page: remembers what it sends now. */
function keepOwnTracks(): void {
  window.kept = window.ownTracks();
}

/** In the page: as in a network that lets only a relay through, where none is set up. ICE really tries, and fails. */
function allowRelaysOnly(): void {
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, iceTransportPolicy: 'relay' });
    }
  };
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
