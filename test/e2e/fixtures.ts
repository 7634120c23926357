import type { Browser } from '@playwright/test';
import { test as base } from '@playwright/test';
import type { Meeting, MeetingWish } from './meeting.ts';
import { openMeeting } from './meeting.ts';
import type { Person, PersonWish } from './people.ts';
import { FAKE_DEVICES, person, personIn } from './people.ts';

/** A fake camera with half the pictures: three browsers on two cores must leave time for each other. */
const CALM_CAMERA = `${FAKE_DEVICES}=fps=10`;

/** Two who are in their meeting; who came first is nobody's affair. */
export interface Call {
  meeting: Meeting;
  researcher: Person;
  participant: Person;
}

interface Fixtures {
  /** Somebody with a browser process to themselves, who goes home after the test. */
  person: (wish?: PersonWish) => Promise<Person>;
  meet: (wish?: MeetingWish) => Promise<Call>;
}

interface WorkerFixtures {
  /** Browsers with the usual flags that nobody sits at: starting one takes longer than most steps of a test. */
  idle: Browser[];
}

/** Flags of the test's own come last, and count. */
const calmed = (wish: PersonWish): PersonWish =>
  wish.without?.includes(FAKE_DEVICES) ? wish : { ...wish, flags: [CALM_CAMERA, ...(wish.flags ?? [])] };

/** A test with people. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  idle: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
    async ({}, hand) => {
      const idle: Browser[] = [];
      await hand(idle);
      await Promise.all(idle.map((browser) => browser.close()));
    },
    { scope: 'worker' },
  ],
  person: async ({ idle }, hand) => {
    const usual: Browser[] = [];
    const special: Browser[] = [];
    await hand(async (wish = {}) => {
      const isUsual = wish.through === undefined && !wish.flags && !wish.without;
      const waiting = isUsual ? idle.pop() : undefined;
      const somebody = await (waiting ? personIn(waiting, wish) : person(calmed(wish)));
      (isUsual ? usual : special).push(somebody.browser);
      return somebody;
    });
    await Promise.all(special.map((browser) => browser.close()));
    // A test may have ended a browser as a crash does.
    const alive = usual.filter((browser) => browser.isConnected());
    await Promise.all(alive.flatMap((browser) => browser.contexts()).map((context) => context.close()));
    idle.push(...alive);
  },
  meet: async ({ person }, hand) => {
    await hand(async (wish) => {
      const [meeting, researcher, participant] = await Promise.all([openMeeting(wish), person(), person()]);
      await Promise.all([meeting.comeInAsResearcher(researcher), meeting.comeInAsParticipant(participant)]);
      return { meeting, researcher, participant };
    });
  },
});
