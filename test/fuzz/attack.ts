import * as v from 'valibot';
import { MESSAGE_MAX_BYTES } from '../../wire/limits.ts';
import { ClientMessage, type RoomMessage } from '../../wire/room.ts';
import { garble, type Chance } from './garble.ts';
import { SAMPLES } from './samples.ts';

/** One socket to the Room. */
export interface Line {
  send(text: string): void;
  heard(): readonly RoomMessage[];
  /** Code and reason of its close; null: it is open. */
  closed(): { code: number; reason: string } | null;
}

export interface Damage {
  /** The Room said that something went wrong on our side. */
  internal: number;
  /** Sockets that sent more garbage than is borne and stayed open, or closed without a reason. */
  notClosed: number;
  /** Sockets it took. */
  lines: number;
  /** Number in the room. */
  n: number;
}

/** The Room closes a socket at the fifth message that is none (worker/room/room.ts). */
const GARBAGE_MAX = 5;
/** Frames sent before looking at what came back. */
const VOLLEY = 12;
const LOOK_AGAIN_AFTER = 5;
/** Too many at once: tokens come back at 60 a second. ms */
const SLOW_DOWN = 250;

/** Sends so many odd messages, over a new socket whenever one is closed. Mostly from within the room. */
export async function attack(open: () => Promise<Line>, chance: Chance, count: number): Promise<Damage> {
  const damage: Damage = { internal: 0, notClosed: 0, lines: 0, n: 0 };
  const said: string[] = [];
  for (let sent = 0; sent < count;) {
    const line = await open();
    damage.lines += 1;
    if (chance() < 0.8) line.send(JSON.stringify(SAMPLES.enter));
    let garbage = 0;
    while (sent < count && garbage < GARBAGE_MAX && !line.closed()) {
      for (let shot = 0; shot < VOLLEY && sent < count && garbage < GARBAGE_MAX && !line.closed(); shot++) {
        const replayed = chance() < 0.1 ? said[Math.floor(chance() * said.length)] : undefined;
        const frame = replayed ?? harmlessEnd(garble(chance));
        line.send(frame);
        said.push(frame);
        sent += 1;
        if (isGarbage(frame)) garbage += 1;
      }
      await hearBack(line);
    }
    const end = line.closed();
    if (garbage >= GARBAGE_MAX && !end?.reason) damage.notClosed += 1;
    damage.internal += line.heard().filter((one) => one.t === 'error' && one.code === 'internal').length;
    const welcome = line.heard().find((one) => one.t === 'welcome');
    if (welcome?.t === 'welcome') damage.n = welcome.n;
  }
  return damage;
}

/** A good `end` by a Researcher would end the run; broken ones stay. */
const harmlessEnd = (frame: string) => (frame === JSON.stringify(SAMPLES.end) ? '{"t":"end","sure":true}' : frame);

function isGarbage(frame: string): boolean {
  if (new TextEncoder().encode(frame).length > MESSAGE_MAX_BYTES) return true;
  try {
    return !v.is(ClientMessage, JSON.parse(frame));
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}

/** A note of its own id is answered with that id, by whomever and from wherever: all before it was heard, too. */
async function hearBack(line: Line): Promise<void> {
  const id = crypto.randomUUID();
  const ask = () => line.send(JSON.stringify({ t: 'note', id, text: '', agoMs: 0 }));
  const isAnswer = (one: RoomMessage) =>
    (one.t === 'error' && one.id === id) || (one.t === 'note' && one.note.id === id);
  const tooMany = () => line.heard().filter((one) => one.t === 'error' && one.code === 'too_many_messages').length;
  let refused = tooMany();
  ask();
  while (!line.closed() && !line.heard().some(isAnswer)) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_AFTER));
    if (tooMany() === refused) continue;
    refused = tooMany();
    await new Promise((resolve) => setTimeout(resolve, SLOW_DOWN));
    if (!line.closed()) ask();
  }
}
