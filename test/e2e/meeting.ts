import type { SessionDetails, SessionRow, Study } from '../../wire/http.ts';
import type { GuestPolicy, RecordingPolicy, SeparateTracks } from '../../wire/words.ts';
import { askSignInLink, Client, linkIn, newestMail } from '../../dev/seed/client.ts';
import type { Person } from './people.ts';
import { freshAddress, mailbox } from './people.ts';

export interface Meeting {
  /** The Researcher, over the API. */
  client: Client;
  session: SessionRow;
  guestLink: string;
  /** The link of the Participant's mail, to the room or to another of their pages. */
  participantLink(page?: 'check' | 'plan'): Promise<string>;
  /** Gives this browser the Researcher's sign-in. */
  signIn(person: Person): Promise<void>;
  comeInAsResearcher(person: Person): Promise<void>;
  /** Another Researcher of the workspace, who has never been here before. */
  comeInAsColleague(person: Person, name: string): Promise<void>;
  comeInAsParticipant(person: Person): Promise<void>;
}

export interface MeetingWish {
  recordingPolicy?: RecordingPolicy;
  guestPolicy?: GuestPolicy;
  separateTracks?: SeparateTracks;
}

/** A Session that is open, in a workspace of its own, made over the API: for tests that begin in the room. */
export async function openMeeting(wish: MeetingWish = {}): Promise<Meeting> {
  const { recordingPolicy = 'automatic', guestPolicy = 'talk', separateTracks = 'off' } = wish;
  const origin = process.env['FIELDROOM_ORIGIN'] ?? '';
  const [host, guest] = [freshAddress('ada'), freshAddress('lena')];
  const client = new Client(origin);
  const token = (await askSignInLink(client, mailbox(), host)).split('#')[1];
  await client.call('POST', '/api/sign-in/complete', { token });
  await client.call('PATCH', '/api/me', { name: 'Ada Okafor' });
  await client.call('PATCH', '/api/workspace', { name: 'Harbour Research', relaxedBooking: true });
  const study = await client.call<Study>('POST', '/api/studies', {
    title: 'How people plan a trip',
    recordingPolicy,
    guestPolicy,
    separateTracks,
  });
  await client.call('PATCH', `/api/studies/${study.id}`, { state: 'live' });
  const session = await client.call<SessionRow>('POST', `/api/studies/${study.id}/sessions/now`, {
    participant: { name: 'Lena Fischer', email: guest },
    lengthMinutes: 45,
    zone: 'Europe/Berlin',
  });
  const { guestLink } = await client.call<SessionDetails>('GET', `/api/sessions/${session.id}`);
  const signInAs = ({ context }: Person, client: Client) =>
    context.addCookies(
      client.cookies().map(({ name, value, path }) => ({ name, value, domain: new URL(origin).hostname, path })),
    );
  const signIn = (person: Person) => signInAs(person, client);
  const participantLink = async (page?: 'check' | 'plan') => {
    const mail = await newestMail(mailbox(), guest, /./);
    return linkIn(mail.text, new RegExp(`\\S+/j/${session.id}${page ? `/${page}` : ''}#\\S+`));
  };
  return {
    client,
    session,
    guestLink,
    participantLink,
    signIn,
    async comeInAsResearcher(person) {
      await signIn(person);
      await person.page.goto(`/j/${session.id}`);
      await join(person.page);
    },
    async comeInAsColleague(person, name) {
      const email = freshAddress('colleague');
      await client.call('POST', '/api/workspace/invitations', { email, name });
      const mail = await newestMail(mailbox(), email, /./);
      const colleague = new Client(origin);
      const token = linkIn(mail.text, /\S+\/sign-in#\S+/).split('#')[1];
      await colleague.call('POST', '/api/sign-in/complete', { token });
      await signInAs(person, colleague);
      await person.page.goto(`/j/${session.id}`);
      await join(person.page);
    },
    async comeInAsParticipant({ page }) {
      await page.goto(await participantLink());
      await page.getByRole('checkbox').check();
      await join(page);
    },
  };
}

async function join(page: Person['page']): Promise<void> {
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Leave' }).waitFor();
}
