import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localSecrets } from '../../dev/stack/secrets.ts';
import type { SessionRow } from '../../wire/http.ts';
import type { ClientMessageInput } from '../../wire/room.ts';
import { ROOM_PROTOCOL } from '../../wire/room.ts';
import { signTicket } from '../../worker/lib/tokens.ts';
import { startBuiltWorker, type BuiltWorker } from '../harness/built-worker.ts';
import { openBenchStudy } from './bench-study.ts';
import type { Metric } from './results.ts';

const SIZES = [10, 50, 1_000];
const TOGGLES = 40;
/** Before the first toggle that counts: code and connections are warm, the wave of arrivals is over. ms */
const SETTLE = 1_500;
/** Between toggles, so that one does not wait for the other, ms. */
const PAUSE = 25;
/** People come in so many at a time. */
const AT_ONCE = 20;

/** N people in one Room of the built Worker; one raises and lowers a hand. When the others hear of it, and what it costs. `fanout=50`: up to 50 only. */
export async function measure(upTo?: string): Promise<Metric[]> {
  const worker = await startBuiltWorker('worker/index.ts', { ROOM_SEATS_MAX: '2000' });
  try {
    const metrics: Metric[] = [];
    for (const size of SIZES.filter((one) => one <= (Number(upTo) || Infinity))) {
      // Nobody hosts two Sessions at once.
      const { client, study } = await openBenchStudy(worker, `rosa${size}`);
      const session = await client.call<SessionRow>('POST', `/api/studies/${study}/sessions/now`, {
        participant: { name: 'Pat', email: 'pat@people.example' },
        lengthMinutes: 30,
        zone: 'UTC',
      });
      metrics.push(...(await fanOut(worker, session.id, size)));
    }
    return metrics;
  } finally {
    await worker.stop();
  }
}

interface Visitor {
  socket: WebSocket;
  heard: { at: number; bytes: number }[];
}

async function fanOut(worker: BuiltWorker, session: string, size: number): Promise<Metric[]> {
  const visitors: Visitor[] = [];
  const began = performance.now();
  while (visitors.length < size) {
    const some = Array.from({ length: Math.min(AT_ONCE, size - visitors.length) }, () => comeIn(worker, session));
    visitors.push(...(await Promise.all(some)));
  }
  console.log(`  ${size} people came in within ${(performance.now() - began).toFixed(0)} ms`);
  await sleep(SETTLE);
  const [sender] = visitors;
  if (!sender) throw new Error('Nobody came in.');
  const [delays, bytes]: [number[], number[]] = [[], []];
  for (let toggle = 0; toggle < TOGGLES; toggle++) {
    for (const visitor of visitors) visitor.heard = [];
    const said = performance.now();
    say(sender.socket, { t: 'state', hand: toggle % 2 === 0 });
    while (visitors.some((visitor) => visitor.heard.length === 0)) await sleep(1);
    const heard = visitors.flatMap((visitor) => visitor.heard);
    delays.push(...heard.map(({ at }) => at - said));
    bytes.push(heard.reduce((sum, one) => sum + one.bytes, 0));
    await sleep(PAUSE);
  }
  for (const { socket } of visitors) socket.close();
  return report(size, delays, bytes);
}

function report(size: number, delays: number[], bytes: number[]): Metric[] {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
  const times = [0.5, 0.95, 0.99, 1].map((share) => at(share).toFixed(2));
  console.log(`  n = ${size}: p50 ${times[0]}, p95 ${times[1]}, p99 ${times[2]}, max ${times[3]} ms`);
  const time = size < 1_000 ? { name: 'p95_ms', value: at(0.95) } : { name: 'p99_ms', value: at(0.99) };
  return [
    { name: `fanout.n${size}.bytes`, value: bytes.reduce((sum, one) => sum + one, 0) / bytes.length, unit: 'bytes' },
    { name: `fanout.n${size}.${time.name}`, value: time.value, unit: 'ms' },
  ];
}

/** A Guest of their own, with a ticket as the route signs it. */
async function comeIn(worker: BuiltWorker, session: string): Promise<Visitor> {
  const keys = localSecrets(join(worker.state, 'secrets.env'))['TICKET_KEYS'] ?? '';
  const claims = { seat: crypto.randomUUID(), session, role: 'guest', name: '', person: null, linkVersion: 1 } as const;
  const ticket = await signTicket(keys, claims, Date.now());
  // Node's WebSocket takes headers beside the protocols; a browser sends Origin by itself.
  const options = { protocols: [ROOM_PROTOCOL, ticket], headers: { origin: worker.origin } } as unknown as string[];
  const socket = new WebSocket(`${worker.origin.replace(/^http/, 'ws')}/api/j/${session}/socket`, options);
  const visitor: Visitor = { socket, heard: [] };
  const [open, welcome] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    visitor.heard.push({ at: performance.now(), bytes: data.length });
    // Most of what comes while a thousand people come in is of no interest here: not even parsed.
    if (data.startsWith('{"t":"door"')) open.resolve();
    else if (data.startsWith('{"t":"welcome"')) welcome.resolve();
    else if (data.startsWith('{"t":"error"')) welcome.reject(new Error(data));
  });
  socket.addEventListener('close', ({ code, reason }) => welcome.reject(new Error(`Closed: ${code} ${reason}`)));
  await open.promise;
  say(socket, { t: 'enter', name: 'Grace', mic: false, cam: false });
  await welcome.promise;
  return visitor;
}

const say = (socket: WebSocket, message: ClientMessageInput) => socket.send(JSON.stringify(message));
