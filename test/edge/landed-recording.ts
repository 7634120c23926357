import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { finishStep, type FinishStep } from '../../worker/recordings/finish.ts';
import { fileKey, recordingBase } from '../../worker/recordings/keys.ts';
import { makeTable } from '../../worker/recordings/mp4/fragment.ts';
import { createShelf } from '../../worker/recordings/shelf.ts';
import type { Shelf } from '../../worker/recordings/shelf-port.ts';
import { makeRecording, type MadeRecording } from './made-fragments.ts';
import { plannedFile } from './planned-file.ts';

/** 3 MB a fragment: four of them need two parts of 8 MiB. */
export const large = makeRecording({ count: 4, pictureBytes: 60_000 });
export const largeFile = plannedFile([large]);
export const small = makeRecording({ count: 2 });

export const NOON = Date.UTC(2025, 9, 14, 12);

/** A recording whose pieces have all come to the shelf of a Room. */
export interface Landed {
  sql: SqlStorage;
  shelf: Shelf;
  base: string;
  step: (parts?: number, bucket?: R2Bucket) => Promise<FinishStep>;
  file: () => Promise<Uint8Array | null>;
  /** Keys of everything that belongs to the recording, without its base. */
  keys: () => Promise<string[]>;
}

export async function withLanded(made: MadeRecording, use: (landed: Landed) => Promise<void>): Promise<void> {
  const session = crypto.randomUUID();
  await runInDurableObject(env.ROOM.getByName(session), async (_, { storage: { sql } }) => {
    const shelf = createShelf(sql);
    const base = recordingBase(session, 'r');
    shelf.begin('r', NOON, base);
    const segment = shelf.openSegment('r', NOON);
    for (const [number, data] of made.fragments.entries()) {
      const table = number === 0 ? data : makeTable(data);
      shelf.add({ recording: 'r', segment, number, seat: 'seat', data, bytes: data.length, sha256: '', table }, NOON);
    }
    // Each step opens the shelf anew, as a Room does that was gone in between.
    const step = (parts = 1, bucket = env.RECORDINGS) => finishStep(createShelf(sql), bucket, 'r', { parts });
    const file = async () => (await (await env.RECORDINGS.get(fileKey(base)))?.bytes()) ?? null;
    const keys = async () =>
      (await env.RECORDINGS.list({ prefix: base })).objects.map(({ key }) => key.slice(base.length));
    await use({ sql, shelf, base, step, file, keys });
  });
}

/** The bucket with some of its calls done in another way. */
export const bucketThat = (changes: Partial<R2Bucket>): R2Bucket =>
  new Proxy(env.RECORDINGS, {
    get(target, name: keyof R2Bucket) {
      const value = changes[name] ?? target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

export async function finishAll(step: Landed['step']): Promise<FinishStep> {
  let answer = await step();
  for (let steps = 0; answer.kind === 'more' && steps < 30; steps++) answer = await step();
  return answer;
}

export const sameBytes = (a: Uint8Array | null | undefined, b: Uint8Array | null | undefined) =>
  a && b ? Buffer.compare(a, b) === 0 : false;
