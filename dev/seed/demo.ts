import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionDetails, SessionRow, Study } from '../../wire/http.ts';
import { DAY, MINUTE } from '../../wire/limits.ts';
import { askSignInLink, Client, linkIn, newestMail } from './client.ts';
import type { MediaKind } from '../stack/media.ts';
import { holdRecordedMeeting, holdServiceRecordedMeeting } from './recorded-meeting.ts';

const RESEARCHER = 'ada@fieldroom.example';
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const SECONDS_TO_FINISH = 30;

export interface Demo {
  signIn: string;
  participantLink: string;
  guestLink: string;
}

interface Services {
  origin: string;
  mailbox: string;
  /** Whose way of recording it is; the SFU's when absent. */
  media?: MediaKind;
}

/** The demo workspace: made on the first run, found again on later ones; there is always a Session that is open. */
export async function openWorkspace(services: Services, state: string): Promise<Demo> {
  const researcher = new Client(services.origin);
  const token = (await askSignInLink(researcher, services.mailbox, RESEARCHER)).split('#')[1] ?? '';
  await researcher.call('POST', '/api/sign-in/complete', { token });
  const path = join(state, 'demo.json');
  const study = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { study: string }).study
    : await makeStudy(researcher, services);
  writeFileSync(path, JSON.stringify({ study }));
  const open = (await openSession(researcher, study)) ?? (await startNow(researcher, study));
  const details = await researcher.call<SessionDetails>('GET', `/api/sessions/${open.id}`);
  return {
    signIn: await askSignInLink(researcher, services.mailbox, RESEARCHER),
    participantLink: await participantLink(services, open),
    guestLink: details.guestLink,
  };
}

async function makeStudy(researcher: Client, services: Services): Promise<string> {
  await researcher.call('PATCH', '/api/me', { name: 'Ada Okafor', zone: ZONE });
  await researcher.call('PATCH', '/api/workspace', { name: 'Harbour Research', relaxedBooking: true });
  const study = await researcher.call<Study>('POST', '/api/studies', {
    title: 'How people plan a trip',
    about: 'Eight interviews with people who planned a trip of their own in the last three months.',
    instructions: 'Please have the notes, tabs or papers of your last trip at hand. There are no wrong answers.',
    sharesScreen: true,
    lengthMinutes: 45,
  });
  await researcher.call('PATCH', `/api/studies/${study.id}`, { state: 'live' });
  await holdRecordedSession(researcher, services, study.id);
  await researcher.call('POST', `/api/studies/${study.id}/sessions`, {
    participant: { name: 'Mateo Silva', email: 'mateo@people.example', zone: 'America/Sao_Paulo' },
    startsAt: new Date(Math.ceil((Date.now() + DAY) / (30 * MINUTE)) * 30 * MINUTE).toISOString(),
    lengthMinutes: 45,
    zone: ZONE,
  });
  return study.id;
}

async function holdRecordedSession(researcher: Client, services: Services, study: string): Promise<void> {
  const session = await startNow(researcher, study, { name: 'Noor Haddad', email: 'noor@people.example' });
  const secret = new URL(await participantLink(services, session)).hash.slice(1);
  const hold = services.media === 'realtimekit' ? holdServiceRecordedMeeting : holdRecordedMeeting;
  await hold({ researcher, participant: new Client(services.origin), session: session.id, secret });
  await recordingReady(researcher, session.id);
}

async function recordingReady(researcher: Client, session: string): Promise<void> {
  for (let tries = 0; tries < SECONDS_TO_FINISH * 4; tries++) {
    const { recording } = await researcher.call<SessionDetails>('GET', `/api/sessions/${session}`);
    if (recording?.status === 'ready') return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The demo recording was not finished in time.');
}

async function openSession(researcher: Client, study: string): Promise<SessionRow | undefined> {
  const rows = await researcher.call<SessionRow[]>('GET', `/api/studies/${study}/sessions?tab=ongoing`);
  const soon = Date.now() + 10 * MINUTE;
  return rows.find(
    (row) => row.status === 'scheduled' && Date.parse(row.startsAt) < soon && Date.parse(row.endsAt) > Date.now(),
  );
}

function startNow(
  researcher: Client,
  study: string,
  participant = { name: 'Lena Fischer', email: 'lena@people.example' },
): Promise<SessionRow> {
  return researcher.call<SessionRow>('POST', `/api/studies/${study}/sessions/now`, {
    participant,
    lengthMinutes: 45,
    zone: ZONE,
  });
}

async function participantLink(services: Services, session: SessionRow): Promise<string> {
  for (let tries = 0; ; tries++) {
    const mail = await newestMail(services.mailbox, session.participant.email, /./);
    if (mail.text.includes(session.id) || tries > 50) return linkIn(mail.text, new RegExp(`\\S+/j/${session.id}#\\S+`));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
