import { expect, test } from 'vitest';
import { createQueue } from './queue.ts';

test('an idle queue starts a step in the same task', () => {
  const queue = createQueue();
  let started = false;
  void queue.run(async () => {
    started = true;
  });
  expect(started).toBe(true);
});

test('steps run one after the other, in the order in which they came', async () => {
  const queue = createQueue();
  const said: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = queue.run(async () => {
    said.push('first begins');
    await gate.promise;
    said.push('first ends');
  });
  const second = queue.run(async () => {
    said.push('second');
  });
  expect(said).toEqual(['first begins']);
  gate.resolve();
  await Promise.all([first, second]);
  expect(said).toEqual(['first begins', 'first ends', 'second']);
});

test('a failed step is told to who asked for it and does not hold up the next', async () => {
  const queue = createQueue();
  const failed = queue.run(() => Promise.reject(new Error('refused')));
  const next = queue.run(() => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('refused');
  expect(await next).toBe('done');
});

test('is idle before, and again when everything has settled', async () => {
  const queue = createQueue();
  expect(queue.isIdle()).toBe(true);
  const step = queue.run(() => Promise.resolve());
  expect(queue.isIdle()).toBe(false);
  await step;
  await Promise.resolve();
  expect(queue.isIdle()).toBe(true);
});
