import { env } from 'cloudflare:workers';
import { takeInFragment, takeNoMore } from '../../worker/recordings/take-in.ts';
import { makeRecording } from './made-fragments.ts';
import type { RoomWorld, Visitor } from './room-world.ts';

export interface Chosen {
  recording: string;
  segment: number;
  /** A voice alone. */
  voice?: true;
  /** ... or with the camera. */
  camera?: true | undefined;
}

/** A head and two fragments of 2 s, others for each segment. */
const piecesOf = ({ segment, voice, camera }: Chosen, count = 2) =>
  makeRecording({ count, seed: segment + 1, picture: voice !== true || camera === true }).fragments;

/** Hands over the first pieces of a segment, as its recorder does; those that are there already are so again. */
export async function handOverFirst(world: RoomWorld, who: Visitor, chosen: Chosen, count: number): Promise<void> {
  for (const number of piecesOf(chosen).slice(0, count).keys()) await handOver(world, who, chosen, number);
}

/** One piece of a segment; also one after those that `handOverAll` knows. */
export async function handOver(world: RoomWorld, who: Visitor, chosen: Chosen, number: number): Promise<void> {
  const { recording, segment } = chosen;
  const bytes = piecesOf(chosen, Math.max(2, number))[number] ?? new Uint8Array();
  const body = { stream: new Blob([bytes]).stream(), declaredBytes: bytes.length };
  const place = { recording, segment: String(segment), number: String(number) };
  await takeInFragment(env, { session: world.id, seat: who.seat, ...place, body });
}

/** All pieces of a segment, and the word that they are all. */
export async function handOverAll(world: RoomWorld, who: Visitor, chosen: Chosen): Promise<void> {
  const { length } = piecesOf(chosen);
  await handOverFirst(world, who, chosen, length);
  who.say({ t: 'recorded', recording: chosen.recording, segment: chosen.segment, fragments: length });
}

/** The same by a browser whose room is over: it has no socket to say so by. */
export async function handOverAfter(world: RoomWorld, who: Visitor, chosen: Chosen): Promise<void> {
  const { recording, segment } = chosen;
  await handOverFirst(world, who, chosen, piecesOf(chosen).length);
  await takeNoMore(env, { session: world.id, seat: who.seat, recording, segment: String(segment) });
}
