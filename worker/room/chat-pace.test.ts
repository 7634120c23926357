import { expect, test } from 'vitest';
import { CHAT_BURST, CHAT_PER_SECOND, createChatPace } from './chat-pace.ts';

test('a burst passes, one more does not, and it fills up at the pace of quick typing', () => {
  const pace = createChatPace();
  const taken = Array.from({ length: CHAT_BURST + 1 }, () => pace.take('pat', 0));
  expect(taken.filter(Boolean)).toHaveLength(CHAT_BURST);
  expect(taken.at(-1)).toBe(false);
  const afterOneSecond = Array.from({ length: CHAT_PER_SECOND + 1 }, () => pace.take('pat', 1_000));
  expect(afterOneSecond.filter(Boolean)).toHaveLength(CHAT_PER_SECOND);
});

test('whoever keeps to the pace is never refused, and one seat does not slow another down', () => {
  const pace = createChatPace();
  const every = 1_000 / CHAT_PER_SECOND;
  const taken = Array.from({ length: 200 }, (_, i) => pace.take('pat', i * every));
  expect(taken).not.toContain(false);
  for (let i = 0; i < 2 * CHAT_BURST; i++) pace.take('flood', 0);
  expect([pace.take('flood', 0), pace.take('pat', 200 * every)]).toEqual([false, true]);
});
