import { expect, onTestFinished, test, vi } from 'vitest';
import { AppError } from '../../wire/errors.ts';
import { createEnding, leaveRoom } from './leave.ts';

test('the last of the recording is handed over before goodbye is said', async () => {
  const said: string[] = [];
  const handedOver = Promise.withResolvers<void>();
  const left = leaveRoom({
    recording: { stop: () => handedOver.promise },
    send: (message) => said.push(message.t),
    out: () => said.push('out'),
  });
  await Promise.resolve();
  expect(said).toEqual([]);
  handedOver.resolve();
  await left;
  expect(said).toEqual(['leave', 'out']);
});

test('a recording that cannot be handed over keeps nobody in for ever', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const said: string[] = [];
  const left = leaveRoom({
    recording: { stop: () => new Promise(() => {}) },
    send: (message) => said.push(message.t),
    out: () => said.push('out'),
  });
  await vi.runAllTimersAsync();
  await left;
  expect(said).toEqual(['leave', 'out']);
});

test('ending for all is asked once and over when the Room says so', async () => {
  const sent: string[] = [];
  const ending = createEnding((message) => sent.push(message.t));
  const both = [ending.ask(), ending.ask()];
  ending.ended();
  await Promise.all(both);
  expect(sent).toEqual(['end']);
});

test('ending can be refused, and asked again', async () => {
  const sent: string[] = [];
  const ending = createEnding((message) => sent.push(message.t));
  const refused = ending.ask();
  ending.refused(new AppError('not_allowed'));
  await expect(refused).rejects.toMatchObject({ code: 'not_allowed' });
  void ending.ask();
  expect(sent).toEqual(['end', 'end']);
});
