import { expect, test } from 'vitest';
import { madeBox, makeRecording } from '../../../test/edge/made-fragments.ts';
import { AppError } from '../../../wire/errors.ts';
import { makeTable } from './fragment.ts';
import { parseHead } from './head.ts';
import { planCopy } from './plan.ts';

/** How reading ends: null when it worked, else the error's code. */
function codeOf(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const made = makeRecording({ count: 1, pictureBytes: 20, soundBytes: 6 });
const head = made.fragments[0] ?? new Uint8Array();
const fragment = made.fragments[1] ?? new Uint8Array();

test('a head or a fragment cut off at any byte is refused', () => {
  for (let length = 0; length < head.length; length++) {
    expect(codeOf(() => parseHead(head.subarray(0, length)))).toBe('fragment_bad');
  }
  for (let length = 0; length < fragment.length; length++) {
    expect(codeOf(() => makeTable(fragment.subarray(0, length)))).toBe('fragment_bad');
  }
}, 30_000);

test('whatever byte is changed, reading ends with an answer and never with a crash', () => {
  const answers = new Set<string | null>();
  for (let at = 0; at < head.length; at++) {
    for (const flip of [0xff, 0x01]) {
      const bytes = head.slice();
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      answers.add(codeOf(() => planCopy([source(bytes, makeTable(fragment))])));
    }
  }
  const moofLength = new DataView(fragment.buffer).getUint32(0);
  // Rows of samples are alike: beyond the first ones every seventh byte tells as much.
  for (let at = 0; at < moofLength + 8; at += at < 300 ? 1 : 7) {
    for (const flip of [0xff, 0x01]) {
      const bytes = fragment.slice();
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      answers.add(codeOf(() => planCopy([source(head, makeTable(bytes))])));
    }
  }
  expect(answers).toEqual(new Set([null, 'fragment_bad']));
}, 30_000);

const source = (bytes: Uint8Array, table: Uint8Array) => ({
  beganAtMs: 0,
  head: bytes,
  fragments: () => [{ objectKey: 'made', objectAt: 0, table }],
});

test('a fragment is no head and a head is no fragment', () => {
  expect(codeOf(() => parseHead(fragment))).toBe('fragment_bad');
  expect(codeOf(() => makeTable(head))).toBe('fragment_bad');
});

test('other files are refused', () => {
  const text = new TextEncoder().encode('GIF89a, or anything else that is no mp4 at all');
  for (const bytes of [new Uint8Array(), new Uint8Array(4096), text]) {
    expect(codeOf(() => parseHead(bytes))).toBe('fragment_bad');
    expect(codeOf(() => makeTable(bytes))).toBe('fragment_bad');
  }
});

test('a head of another codec is refused', () => {
  const renamed = (from: string, to: string) => {
    const at = Buffer.from(head).indexOf(from);
    const bytes = head.slice();
    bytes.set(Buffer.from(to), at);
    return bytes;
  };
  expect(codeOf(() => parseHead(renamed('avc1', 'hvc1')))).toBe('fragment_bad');
  expect(codeOf(() => parseHead(renamed('mp4a', 'Opus')))).toBe('fragment_bad');
});

test('a moof that promises millions of samples is refused without counting them', () => {
  const many = madeBox('trun', [0, 0, 0, 0, 0, 0xff, 0xff, 0xff]);
  const tfhd = madeBox('tfhd', [0, 2, 0, 0, 0, 0, 0, 1]);
  const trafs = Array.from({ length: 200 }, () => madeBox('traf', tfhd, many));
  const moof = madeBox('moof', ...trafs);
  expect(codeOf(() => makeTable(Buffer.concat([moof, madeBox('mdat', [])])))).toBe('fragment_bad');
});

test('boxes that say nothing to us may stand beside the media', () => {
  const beside = Buffer.concat([madeBox('styp', [1, 2, 3, 4]), fragment, madeBox('free', []), madeBox('mfra', [])]);
  expect(codeOf(() => makeTable(beside))).toBeNull();
  expect(makeTable(madeBox('mfra', []))).toHaveLength(0);
});
