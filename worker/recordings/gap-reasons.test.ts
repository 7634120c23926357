import { expect, test } from 'vitest';
import { explainGaps, REST_EDGE } from './gap-reasons.ts';

const ZERO = 1_000_000;
const rest = (from: number, to: number | null) => ({ from: ZERO + from, to: to === null ? null : ZERO + to });
const gap = (fromMs: number, toMs: number) => ({ fromMs, toMs, why: 'lost' as const });

test('a gap with nobody’s wish behind it was lost', () => {
  expect(explainGaps([gap(4_000, 6_000)], [rest(20_000, 30_000)], ZERO)).toEqual([
    { ...gap(4_000, 6_000), why: 'lost' },
  ]);
});

test('a gap between two recorders stays one, but for what was paused of it', () => {
  const handover = { ...gap(4_000, 60_000), why: 'handover' as const };
  expect(explainGaps([handover], [], ZERO)).toEqual([handover]);
  expect(explainGaps([handover], [rest(20_000, null)], ZERO)).toEqual([
    { ...handover, toMs: 20_000 },
    { ...gap(20_000, 60_000), why: 'paused' },
  ]);
});

test('a pause takes along the moments in which recorders let go and begin again', () => {
  expect(explainGaps([gap(19_600, 31_400)], [rest(20_000, 30_000)], ZERO)).toEqual([
    { ...gap(19_600, 31_400), why: 'paused' },
  ]);
});

test('what is missing beside a pause for longer than that was lost', () => {
  const early = 20_000 - REST_EDGE;
  const late = 30_000 + REST_EDGE;
  expect(explainGaps([gap(early, late)], [rest(20_000, 30_000)], ZERO)).toEqual([
    { ...gap(early, 20_000), why: 'lost' },
    { ...gap(20_000, 30_000), why: 'paused' },
    { ...gap(30_000, late), why: 'lost' },
  ]);
  expect(explainGaps([gap(early + 1, late - 1)], [rest(20_000, 30_000)], ZERO)).toHaveLength(1);
});

test('two pauses in one gap keep a lost stretch between them apart, and a short one not', () => {
  const rests = [rest(10_000, 20_000), rest(40_000, null)];
  expect(explainGaps([gap(10_000, 60_000)], rests, ZERO)).toEqual([
    { ...gap(10_000, 20_000), why: 'paused' },
    { ...gap(20_000, 40_000), why: 'lost' },
    { ...gap(40_000, 60_000), why: 'paused' },
  ]);
  expect(explainGaps([gap(10_000, 60_000)], [rest(10_000, 20_000), rest(21_000, null)], ZERO)).toEqual([
    { ...gap(10_000, 60_000), why: 'paused' },
  ]);
});
