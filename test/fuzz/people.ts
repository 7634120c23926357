import { askSignInLink, Client, linkIn, newestMail } from '../../dev/seed/client.ts';
import type { LinkView, SessionDetails, SessionRow, Study } from '../../wire/http.ts';
import { ROOM_PROTOCOL, type RoomMessage } from '../../wire/room.ts';
import type { Role } from '../../wire/words.ts';
import type { BuiltWorker } from '../harness/built-worker.ts';
import type { Line } from './attack.ts';

const HOST = 'rosa@lab.example';
const ZONE = 'Asia/Kolkata';

/** A Session that is open now, and the secrets by which each role comes to its door. */
export interface OpenSession {
  id: string;
  host: Client;
  secrets: Record<Role, string | null>;
}

export async function openSession({ origin, mailbox }: BuiltWorker): Promise<OpenSession> {
  const host = await signIn(origin, mailbox);
  await host.call('PATCH', '/api/workspace', { relaxedBooking: true });
  const study = await host.call<Study>('POST', '/api/studies', { title: 'Maps', lengthMinutes: 60 });
  await host.call('PATCH', `/api/studies/${study.id}`, { state: 'live', recordingPolicy: 'off' });
  const participant = { name: 'Pat', email: 'pat@people.example' };
  const wish = { participant, lengthMinutes: 60, zone: ZONE };
  const { id } = await host.call<SessionRow>('POST', `/api/studies/${study.id}/sessions/now`, wish);
  const { guestLink } = await host.call<SessionDetails>('GET', `/api/sessions/${id}`);
  const mail = await newestMail(mailbox, participant.email, /./);
  const participantLink = linkIn(mail.text, new RegExp(`\\S+/j/${id}#\\S+`));
  const secretOf = (link: string) => new URL(link).hash.slice(1);
  return {
    id,
    host,
    secrets: { researcher: null, participant: secretOf(participantLink), guest: secretOf(guestLink) },
  };
}

/** The host at another browser. */
export async function signIn(origin: string, mailbox: string): Promise<Client> {
  const client = new Client(origin);
  const token = (await askSignInLink(client, mailbox, HOST)).split('#')[1];
  await client.call('POST', '/api/sign-in/complete', { token });
  return client;
}

/** Takes a seat by its link, as a browser does that opens it. Its tickets from then on are the seat's. */
export async function takeSeat(client: Client, session: OpenSession, role: Role): Promise<LinkView> {
  const secret = session.secrets[role];
  return client.call<LinkView>('POST', `/api/j/${session.id}/exchange`, secret === null ? {} : { secret });
}

export async function ticketOf(client: Client, session: string): Promise<string> {
  return (await client.call<{ ticket: string }>('POST', `/api/j/${session}/ticket`, {})).ticket;
}

/** A socket to the Room by this ticket, open. */
export async function openLine(client: Client, session: string, ticket: string): Promise<Line> {
  // Node's WebSocket takes headers beside the protocols; a browser sends Origin by itself.
  const options = { protocols: [ROOM_PROTOCOL, ticket], headers: { origin: client.origin } } as unknown as string[];
  const socket = new WebSocket(`${client.origin.replace(/^http/, 'ws')}/api/j/${session}/socket`, options);
  const heard: RoomMessage[] = [];
  let end: { code: number; reason: string } | null = null;
  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    if (data !== 'pong') heard.push(JSON.parse(data) as RoomMessage);
  });
  socket.addEventListener('close', ({ code, reason }) => {
    end = { code, reason };
  });
  await new Promise((resolve) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('close', resolve);
  });
  return {
    send: (text) => socket.send(text),
    heard: () => heard,
    closed: () => end,
  };
}
