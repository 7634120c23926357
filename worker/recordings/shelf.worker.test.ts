import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import { AppError } from '../../wire/errors.ts';
import type { LandedFragment } from '../room/facts.ts';
import { makeTable } from './mp4/fragment.ts';
import type { CopyPlan } from './mp4/plan.ts';
import { planCopy } from './mp4/plan.ts';
import { createShelf } from './shelf.ts';
import type { Shelf } from './shelf-port.ts';

const NOON = Date.UTC(2025, 9, 14, 12);
const made = makeRecording({ count: 6 });

/** The shelf of a Room of its own. */
const onShelf = <T>(use: (shelf: Shelf, again: () => Shelf) => T) =>
  runInDurableObject(env.ROOM.getByName(crypto.randomUUID()), (_, { storage }) =>
    use(createShelf(storage.sql), () => createShelf(storage.sql)),
  );

function landed(number: number, segment = 0, sha256 = `sha-${segment}-${number}`): LandedFragment {
  const bytes = made.fragments[number] ?? new Uint8Array();
  const table = number === 0 ? bytes : makeTable(bytes);
  return { recording: 'r', segment, number, seat: 'seat', data: bytes, bytes: bytes.length, sha256, table };
}

function begun(shelf: Shelf): Shelf {
  shelf.begin('r', NOON, 'recordings/s/r');
  shelf.openSegment('r', NOON);
  return shelf;
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'no error';
}

const planOf = (shelf: Shelf): CopyPlan | null => planCopy(shelf.progress('r').segments());

test('what is saved grows with each piece that leaves no hole', () =>
  onShelf((shelf) => {
    begun(shelf);
    const saved = [0, 1, 2, 3].map((number) => shelf.add(landed(number), NOON).savedMs);
    expect(saved).toEqual([0, 2000, 4000, 6000]);
  }));

test('pieces may come in any order, before their head too, and the file is the same', () =>
  onShelf((shelf) => {
    const orders = [
      [0, 1, 2, 3, 4, 5, 6],
      [6, 5, 4, 3, 2, 1, 0],
      [3, 0, 6, 1, 5, 2, 4],
      [1, 2, 0, 0, 4, 4, 3, 6, 5, 1],
    ];
    const plans = orders.map((order, i) => {
      const recording = `r${i}`;
      shelf.begin(recording, NOON, `recordings/s/${recording}`);
      shelf.openSegment(recording, NOON);
      for (const number of order) shelf.add({ ...landed(number), recording }, NOON);
      expect(shelf.savedMs(recording)).toBe(12_000);
      return planCopy(shelf.progress(recording).segments());
    });
    for (const plan of plans) expect(plan).toEqual(plans[0]);
  }));

test('a hole holds back what is called saved until it closes', () =>
  onShelf((shelf) => {
    begun(shelf);
    const saved = [0, 1, 3, 4, 2].map((number) => shelf.add(landed(number), NOON).savedMs);
    expect(saved).toEqual([0, 2000, 2000, 2000, 8000]);
  }));

test('the same piece twice changes nothing, and other bytes under its number are refused', () =>
  onShelf((shelf) => {
    begun(shelf);
    expect(shelf.add(landed(0), NOON).fresh).toBe(true);
    expect(shelf.add(landed(0), NOON + 9).fresh).toBe(false);
    expect(shelf.lastLandedAt('r')).toBe(NOON);
    expect(codeOf(() => shelf.add(landed(0, 0, 'other'), NOON))).toBe('conflict');
  }));

test('a piece of an unknown recording or segment is refused', () =>
  onShelf((shelf) => {
    expect(codeOf(() => shelf.add(landed(0), NOON))).toBe('not_found');
    begun(shelf);
    expect(codeOf(() => shelf.add(landed(0, 1), NOON))).toBe('not_found');
    expect(codeOf(() => shelf.openSegment('other', NOON))).toBe('not_found');
    expect(codeOf(() => shelf.closeSegment('r', 7, 1))).toBe('not_found');
  }));

test('a recording is complete when all segments were closed and all their pieces are there', () =>
  onShelf((shelf) => {
    begun(shelf);
    shelf.add(landed(0), NOON);
    shelf.add(landed(2), NOON);
    expect(shelf.complete('r')).toBe(false);
    shelf.closeSegment('r', 0, 3);
    expect(shelf.complete('r')).toBe(false);
    shelf.add(landed(1), NOON);
    expect(shelf.complete('r')).toBe(true);
    expect(shelf.openSegment('r', NOON + 6000)).toBe(1);
    expect(shelf.complete('r')).toBe(false);
    shelf.closeSegment('r', 1, 0);
    expect(shelf.complete('r')).toBe(true);
  }));

test('a second recorder continues on the clock of the Session', () =>
  onShelf((shelf) => {
    begun(shelf);
    for (const number of [0, 1]) shelf.add(landed(number), NOON);
    shelf.openSegment('r', NOON + 5000);
    for (const number of [0, 1]) shelf.add(landed(number, 1), NOON + 7000);
    expect(shelf.savedMs('r')).toBe(7000);
    expect(shelf.gaps('r')).toEqual([{ fromMs: 2000, toMs: 5000, why: 'handover' }]);
  }));

test('what a recorder says is not at its time does not count, also when its head lands only then', () =>
  onShelf((shelf) => {
    begun(shelf);
    shelf.cutSegment('r', 0, 3_500);
    shelf.cutSegment('r', 0, 4_000);
    shelf.add({ ...landed(0), afterMs: 500 }, NOON + 1_000);
    for (const number of [1, 2]) shelf.add(landed(number), NOON + 10_000);
    shelf.openSegment('r', NOON + 20_500);
    for (const number of [0, 1]) shelf.add(landed(number, 1), NOON + 30_000);
    expect(shelf.gaps('r')).toEqual([{ fromMs: 3_000, toMs: 20_000, why: 'handover' }]);
  }));

test('a stretch a Researcher paused is told apart from one that was lost, in a new object too', () =>
  onShelf((shelf, again) => {
    begun(shelf);
    for (const number of [0, 1]) shelf.add(landed(number), NOON);
    shelf.rest('r', NOON + 2200);
    shelf.rest('r', NOON + 2500);
    again().wake('r', NOON + 60_000);
    shelf.openSegment('r', NOON + 61_000);
    for (const number of [0, 1, 3]) shelf.add(landed(number, 1), NOON + 70_000);
    expect(again().gaps('r')).toEqual([
      { fromMs: 2000, toMs: 61_000, why: 'paused' },
      { fromMs: 63_000, toMs: 65_000, why: 'lost' },
    ]);
  }));

test('once the file is being made nothing lands any more', () =>
  onShelf((shelf, again) => {
    begun(shelf);
    shelf.add(landed(0), NOON);
    shelf.progress('r').seal();
    expect(codeOf(() => shelf.add(landed(1), NOON))).toBe('recording_over');
    expect(codeOf(() => again().openSegment('r', NOON))).toBe('recording_over');
  }));

test('everything is still there when the Room has been away', () =>
  onShelf((shelf, again) => {
    begun(shelf);
    for (const number of [0, 1, 2]) shelf.add(landed(number), NOON + number);
    const before = planOf(shelf);
    begun(again());
    expect([again().savedMs('r'), again().lastLandedAt('r')]).toEqual([4000, NOON + 2]);
    expect(planOf(again())?.durationMs).toBe(before?.durationMs);
  }));

test('pieces wait in the Room up to a limit, and go on when some were moved to the bucket', () =>
  runInDurableObject(env.ROOM.getByName(crypto.randomUUID()), (_, { storage }) => {
    const sizes = made.fragments.map(({ length }) => length);
    const limit = (sizes[0] ?? 0) + (sizes[1] ?? 0) + (sizes[2] ?? 0);
    const shelf = begun(createShelf(storage.sql, limit));
    for (const number of [0, 1, 2]) shelf.add(landed(number), NOON);
    expect(shelf.waiting.size('r')).toBe(limit);
    expect(codeOf(() => shelf.add(landed(3), NOON))).toBe('storage_full');
    expect(shelf.add(landed(2), NOON).fresh).toBe(false);
    shelf.waiting.moved('r', shelf.waiting.first('r', 1), 'recordings/s/r/pieces/000001');
    expect(codeOf(() => shelf.add(landed(3), NOON))).toBe('storage_full');
    shelf.waiting.moved('r', shelf.waiting.first('r', limit), 'recordings/s/r/pieces/000002');
    expect(shelf.add(landed(3), NOON).savedMs).toBe(6000);
  }));

test('a piece of many megabytes comes back from the Room as it went in', () =>
  onShelf((shelf) => {
    begun(shelf);
    const data = Uint8Array.from({ length: 3 * 1024 * 1024 + 7 }, (_, i) => (i * 31) >> 3);
    shelf.add({ ...landed(1), data, bytes: data.length }, NOON);
    const [piece] = shelf.waiting.first('r', 1);
    const read = new Uint8Array(data.length);
    if (piece) shelf.waiting.read('r', piece, read);
    expect(Buffer.compare(read, data)).toBe(0);
  }));
