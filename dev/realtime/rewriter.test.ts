import { expect, test } from 'vitest';
import { Rewriter } from './rewriter.ts';

test('a switch of layers goes on with the next number and a later timestamp', () => {
  const rewriter = new Rewriter(90_000);
  rewriter.begin(1000, 50_000, 0);
  const first = rewriter.map(1000, 50_000, 0);
  const last = rewriter.map(1001, 53_000, 33);
  rewriter.begin(70_123, 900_000, 66);
  const switched = rewriter.map(70_123, 900_000, 66);
  expect(last?.sequence).toBe((first?.sequence ?? 0) + 1);
  expect(switched?.sequence).toBe((first?.sequence ?? 0) + 2);
  expect((switched?.timestamp ?? 0) - (last?.timestamp ?? 0)).toBe((33 * 90_000) / 1000);
});

test('a lost packet leaves its number free, and takes it when it comes late', () => {
  const rewriter = new Rewriter(90_000);
  rewriter.begin(10, 0, 0);
  const first = rewriter.map(10, 0, 0)?.sequence ?? 0;
  expect(rewriter.map(12, 200, 2)?.sequence).toBe(first + 2);
  expect(rewriter.map(11, 100, 3)?.sequence).toBe(first + 1);
  expect(rewriter.map(13, 300, 4)?.sequence).toBe(first + 3);
});

test('a late packet from before the switch would overwrite another layer: it is dropped', () => {
  const rewriter = new Rewriter(90_000);
  rewriter.begin(10, 0, 0);
  rewriter.map(10, 0, 0);
  rewriter.begin(500, 0, 10);
  expect(rewriter.map(499, 0, 11)).toBeNull();
  expect(rewriter.map(500, 0, 11)).not.toBeNull();
});

test('timestamps wrap at 32 bits', () => {
  const rewriter = new Rewriter(90_000);
  rewriter.begin(1, 0xffff_ff00, 0);
  rewriter.map(1, 0xffff_ff00, 0);
  rewriter.begin(100, 5, 1_000);
  expect(rewriter.map(100, 5, 1_000)?.timestamp).toBe((0xffff_ff00 + 90_000) % 2 ** 32);
});
