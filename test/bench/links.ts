import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../dev/seed/client.ts';
import type { LinkView, SessionDetails } from '../../wire/http.ts';
import { ROOM_PROTOCOL } from '../../wire/protocol.ts';
import type { RoomMessage } from '../../wire/room.ts';
import { startBuiltWorker } from '../harness/built-worker.ts';
import { openBenchStudy } from './bench-study.ts';
import type { Metric } from './results.ts';

const RACES = 1_000;
/** An entry starts this long before or after the call that regenerates, at most. ms */
const HEAD_START = 10;

/** 1,000 races between 'Regenerate link' and entry by the old one: who was at the door after the answer, by secret or by ticket. */
export async function measure(): Promise<Metric[]> {
  const worker = await startBuiltWorker();
  try {
    const { client, session } = await openBenchStudy(worker);
    const details = await client.call<SessionDetails>('GET', `/api/sessions/${session.id}`);
    let secret = new URL(details.guestLink).hash.slice(1);
    let entered = 0;
    let tickets = 0;
    for (let race = 0; race < RACES; race++) {
      const early = enterLater(worker.origin, session.id, secret, (race % (2 * HEAD_START)) - HEAD_START);
      await sleep(Math.max(0, HEAD_START - (race % (2 * HEAD_START))));
      const { guestLink } = await client.call<{ guestLink: string }>(
        'POST',
        `/api/sessions/${session.id}/guest-link/regenerate`,
        { keepGuests: false },
      );
      const late = await enter(worker.origin, session.id, secret);
      const ticket = await early;
      if (late !== null) entered += 1;
      if (ticket !== null) tickets += 1;
      if (ticket !== null && (await isAtTheDoor(worker.origin, session.id, ticket))) entered += 1;
      secret = new URL(guestLink).hash.slice(1);
    }
    console.log(
      `  in ${tickets} of ${RACES} races the entry had won a ticket; none may open the door after the answer`,
    );
    return [{ name: 'links.entered_by_old_secret', value: entered, unit: 'count' }];
  } finally {
    await worker.stop();
  }
}

async function enterLater(origin: string, session: string, secret: string, after: number): Promise<string | null> {
  await sleep(Math.max(0, after));
  return enter(origin, session, secret);
}

/** The ticket to the door that a browser gets for this secret; null: the link is dead. */
async function enter(origin: string, session: string, secret: string): Promise<string | null> {
  const response = await new Client(origin).send(
    'POST',
    `/api/j/${session}/exchange`,
    JSON.stringify({ secret }),
    'application/json',
  );
  if (response.ok) return ((await response.json()) as LinkView).ticket;
  await response.arrayBuffer();
  if (response.status !== 404) throw new Error(`exchange: ${response.status}`);
  return null;
}

/** Does the Room let in who got a ticket before the link was regenerated. */
async function isAtTheDoor(origin: string, session: string, ticket: string): Promise<boolean> {
  const options = { protocols: [ROOM_PROTOCOL, ticket], headers: { origin } } as unknown as string[];
  const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/api/j/${session}/socket`, options);
  const first = await new Promise<RoomMessage | null>((resolve) => {
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => resolve(JSON.parse(data) as RoomMessage));
    socket.addEventListener('close', () => resolve(null));
    socket.addEventListener('error', () => resolve(null));
  });
  socket.close();
  return first?.t === 'door';
}
