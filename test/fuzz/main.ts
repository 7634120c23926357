import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../dev/seed/client.ts';
import type { SessionDetails } from '../../wire/http.ts';
import { CLOSE } from '../../wire/protocol.ts';
import { ROLES, type Role } from '../../wire/words.ts';
import { startBuiltWorker, type BuiltWorker } from '../harness/built-worker.ts';
import { attack, type Damage, type Line } from './attack.ts';
import { chances } from './garble.ts';
import { isBeyondRole } from './judge.ts';
import { openLine, openSession, signIn, takeSeat, ticketOf, type OpenSession } from './people.ts';
import { SAMPLES } from './samples.ts';

/**
 * `npm run fuzz -- [messages] [seed]`: so many odd messages from each role against a Room under the built Worker. Prints
 * `name value unit` lines and the seed, with which the same run can be had again.
 */
const [messages = '10000', given] = process.argv.slice(2);
const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
console.log(`  seed ${seed}`);

/** What the Worker logs when something happened that nobody foresaw (worker/room, and the runtime itself). */
const EXCEPTION = /room_(message|media_work)_failed|request_failed|Uncaught|exception/i;
/** Of the host and those who only listen, this is all the timeline may tell after a Guest's or a Participant's attack. */
const QUIET = ['session_scheduled', 'consented', 'joined', 'left', 'rsvp_confirmed'];
/** The Room writes to D1 after it has answered. ms */
const WRITTEN_WITHIN = 1_000;
const REUSE_EVERY = 50;
const LOOK_AGAIN_AFTER = 10;

const exceptions: string[] = [];
const log = (line: string) => {
  if (EXCEPTION.test(line)) exceptions.push(line);
};
const worker = await startBuiltWorker('worker/index.ts', {}, { log });
try {
  const session = await openSession(worker);
  const found = { exceptions: 0, beyond: 0, notClosed: 0 };
  // Researchers last: what they may do changes the room for the others.
  for (const role of ROLES.toReversed()) {
    const { damage, beyond } = await attackAs(worker, session, role, Number(messages));
    console.log(`  ${role}: ${messages} messages over ${damage.lines} sockets`);
    found.exceptions += damage.internal;
    found.beyond += beyond.length;
    found.notClosed += damage.notClosed;
    for (const one of beyond.slice(0, 10)) console.log(`  beyond ${role}: ${one}`);
  }
  for (const line of exceptions.slice(0, 10)) console.log(`  ${line}`);
  found.exceptions += exceptions.length;
  console.log(`fuzz.exceptions ${found.exceptions} count`);
  console.log(`fuzz.effects_beyond_role ${found.beyond} count`);
  console.log(`fuzz.sockets_not_closed_on_garbage ${found.notClosed} count`);
  process.exitCode = found.exceptions + found.beyond + found.notClosed > 0 ? 1 : 0;
} finally {
  await worker.stop();
}

/** An attack by one seat of this role, while a Researcher and a Guest listen. */
async function attackAs(
  { origin, mailbox }: BuiltWorker,
  session: OpenSession,
  role: Role,
  count: number,
): Promise<{ damage: Damage; beyond: string[] }> {
  const rosa = await enterAs(session, await signIn(origin, mailbox), 'researcher');
  const gus = await enterAs(session, new Client(origin), 'guest');
  await sleep(WRITTEN_WITHIN);
  const before = [rosa, gus].map((line) => line.heard().length);
  const attacker = role === 'researcher' ? await signIn(origin, mailbox) : new Client(origin);
  await takeSeat(attacker, session, role);
  const doors = doorsFor(session, attacker);
  const damage = await attack(() => doors.open(), chances(seed + ROLES.indexOf(role)), count);
  console.log(`  ${role}: garbage borne ${damage.notClosed} times, used tickets taken ${doors.wronglyOpened()} times`);
  damage.notClosed += doors.wronglyOpened();
  await sleep(WRITTEN_WITHIN);
  const suspect = { role, n: damage.n };
  const heard = [rosa, gus].flatMap((line, at) => line.heard().slice(before[at]));
  const beyond = heard.filter((message) => isBeyondRole(suspect, message)).map((message) => JSON.stringify(message));
  if (role !== 'researcher') beyond.push(...(await unquiet(session)));
  return { damage, beyond };
}

/** A new socket by a new ticket each time; every now and then the ticket is used again, which must open nothing. */
function doorsFor({ id }: OpenSession, client: Client) {
  let opened = 0;
  let wrongly = 0;
  return {
    async open(): Promise<Line> {
      const ticket = await ticketOf(client, id);
      const line = await openLine(client, id, ticket);
      opened += 1;
      if (opened % REUSE_EVERY === 0) {
        const again = await openLine(client, id, ticket);
        while (!again.closed() && again.heard().every((message) => message.t !== 'door')) await sleep(LOOK_AGAIN_AFTER);
        if (again.closed()?.code !== CLOSE.ticket) wrongly += 1;
      }
      return line;
    },
    wronglyOpened: () => wrongly,
  };
}

async function enterAs(session: OpenSession, client: Client, role: Role): Promise<Line> {
  await takeSeat(client, session, role);
  const line = await openLine(client, session.id, await ticketOf(client, session.id));
  line.send(JSON.stringify({ ...SAMPLES.enter, name: 'Listener' }));
  while (!line.heard().some((message) => message.t === 'welcome' || message.t === 'waiting'))
    await sleep(LOOK_AGAIN_AFTER);
  return line;
}

/** What the timeline tells beside comings and goings. */
async function unquiet({ id, host }: OpenSession): Promise<string[]> {
  const { timeline } = await host.call<SessionDetails>('GET', `/api/sessions/${id}`);
  return timeline.filter(({ kind }) => !QUIET.includes(kind)).map(({ kind, by }) => `${kind} by ${by ?? 'nobody'}`);
}
