import { setTimeout as sleep } from 'node:timers/promises';
import { Client, linkIn, newestMail } from '../../../dev/seed/client.ts';
import type { RecordingView, SessionDetails } from '../../../wire/http.ts';
import { openMeeting, type Meeting } from '../../e2e/meeting.ts';
import { freshAddress, mailbox } from '../../e2e/people.ts';
import { makeProfile } from '../../harness/own-browser.ts';
import { openActor, type Actor, type ActorWish } from './cast.ts';
import { watchSaved } from './rec-sign.ts';

/** Numbers on the clocks. */
export const ADA = 1;
export const LENA = 2;
export const THIRD = 3;

/** A file of a minute is made within this; a dead recorder's last pieces are waited for 20 s. ms */
const READY_WITHIN = 120_000;

/** Three people in a Session: Ada records, Lena takes part and says the time, the third is a Guest or a second Researcher. */
export interface Stage {
  meeting: Meeting;
  ada: Actor;
  lena: Actor;
  third: Actor;
  /** Ada's browser anew, on the same profile. */
  comeBack: () => Promise<Actor>;
  /** Whoever is there of the Researchers ends the meeting. Resolves when the file is ready. */
  end: (host: Actor) => Promise<{ endedAt: number; view: RecordingView }>;
  leave: () => Promise<void>;
}

export interface StageWish {
  third: 'guest' | 'researcher';
  /** The port of a line that Ada's way to the app takes. */
  through?: number;
}

export async function openStage({ third: role, through }: StageWish): Promise<Stage> {
  const meeting = await openMeeting();
  const profiles = [makeProfile(), makeProfile(), makeProfile()];
  const [adas = '', lenas = '', thirds = ''] = profiles.map(({ folder }) => folder);
  const wish: ActorWish = { person: ADA, records: true, profile: adas, ...(through === undefined ? {} : { through }) };
  await signInOnce(wish, meeting.client);
  let ada = await openActor(wish);
  const lena = await openActor({ person: LENA, speaks: true, profile: lenas });
  const third = await openActor({ person: THIRD, records: role === 'researcher', profile: thirds });
  const enter = async ({ page }: Actor) => {
    await page.goto(`${meeting.client.origin}/j/${meeting.session.id}`);
    await join(page);
  };
  await enter(ada);
  if (role === 'guest') {
    await third.page.goto(meeting.guestLink);
    await third.page.getByLabel('Your name').fill('Grace Guest');
    await join(third.page);
  } else {
    await signIn(third, await inviteSecond(meeting.client));
    await enter(third);
  }
  await lena.page.goto(await meeting.participantLink());
  await lena.page.getByRole('checkbox').check();
  await join(lena.page);
  await watchSaved(lena.page);

  return {
    meeting,
    ada,
    lena,
    third,
    async comeBack() {
      ada = await openActor(wish);
      await enter(ada);
      return ada;
    },
    async end({ page }) {
      await page.getByRole('button', { name: 'Leave' }).click();
      await page.getByRole('button', { name: 'End meeting for all' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
      const endedAt = Date.now();
      return { endedAt, view: await ready(meeting) };
    },
    async leave() {
      await Promise.all([ada, lena, third].map((actor) => actor.close()));
      for (const profile of profiles) profile.remove();
    },
  };
}

async function join(page: Actor['page']): Promise<void> {
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Leave' }).waitFor();
}

export async function signIn({ context }: Pick<Actor, 'context'>, client: Client): Promise<void> {
  const domain = new URL(client.origin).hostname;
  const expires = Date.now() / 1000 + 86_400;
  await context.addCookies(client.cookies().map(({ name, value, path }) => ({ name, value, domain, path, expires })));
}

/** Some day before: the browser was closed since, and has the sign-in on its disk. */
async function signInOnce(wish: ActorWish, client: Client): Promise<void> {
  const earlier = await openActor(wish);
  await signIn(earlier, client);
  await earlier.close();
}

async function inviteSecond(host: Client): Promise<Client> {
  const email = freshAddress('ben');
  await host.call('POST', '/api/workspace/invitations', { email, name: 'Ben Adeyemi' });
  const { text } = await newestMail(mailbox(), email, /invites you/);
  const token = linkIn(text, /\S+#\S+/).split('#')[1];
  const client = new Client(host.origin);
  await client.call('POST', '/api/sign-in/complete', { token });
  return client;
}

async function ready({ client, session }: Meeting): Promise<RecordingView> {
  for (const until = Date.now() + READY_WITHIN; Date.now() < until;) {
    const { recording } = await client.call<SessionDetails>('GET', `/api/sessions/${session.id}`);
    if (recording?.status === 'failed') throw new Error('The recording failed.');
    if (recording?.status === 'ready') return client.call<RecordingView>('GET', `/api/recordings/${recording.id}`);
    await sleep(500);
  }
  throw new Error('The recording was not ready in time.');
}
