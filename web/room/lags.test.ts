import { expect, test } from 'vitest';
import { createLags } from './lags.ts';
import { readPlayout } from './media/playout.ts';

const track = (id: string) => ({ id }) as MediaStreamTrack;
const tracks = new Map([
  ['2:mic', track('voice')],
  ['2:cam', track('face')],
  ['3:mic', track('alone')],
] as const);
const report = (entries: Record<string, unknown>[]) =>
  readPlayout(new Map(entries.map((entry, at) => [String(at), entry])));
/** `waited` seconds in all, by so many packets. */
const inbound = (trackIdentifier: string, waited: number, at?: number, played = 10) => ({
  type: 'inbound-rtp',
  trackIdentifier,
  jitterBufferDelay: waited,
  jitterBufferEmittedCount: played,
  ...(at === undefined ? {} : { estimatedPlayoutTimestamp: at }),
});

test("a voice is as late as its sender's time of what is played is behind that of the picture", () => {
  const playout = report([inbound('voice', 1, 1_000), inbound('face', 9, 1_120), inbound('alone', 1, 1_000)]);
  expect([...createLags()({ tracks }, playout)]).toEqual([['2:mic', 120]]);
});

test("until the sender has told its clock, what waits in the browser's buffers tells", () => {
  const playout = report([inbound('voice', 1.5, 1_000), inbound('face', 0.2)]);
  expect([...createLags()({ tracks }, playout)]).toEqual([['2:mic', 130]]);
});

test('what waits in them now tells, not what has waited there once', () => {
  const lagsOf = createLags();
  lagsOf({ tracks }, report([inbound('voice', 1), inbound('face', 1)]));
  const later = report([inbound('voice', 7, undefined, 20), inbound('face', 2, undefined, 20)]);
  expect([...lagsOf({ tracks }, later)]).toEqual([['2:mic', 500]]);
  // A picture that stands still tells nothing new.
  const still = report([inbound('voice', 9, undefined, 30), inbound('face', 2, undefined, 20)]);
  expect([...lagsOf({ tracks }, still)]).toEqual([['2:mic', 500]]);
});

test('a voice may be two seconds late, and half a second early, and beyond that one of the tracks stands still', () => {
  const lag = (voice: number, face: number) =>
    createLags()({ tracks }, report([inbound('voice', 1, voice), inbound('face', 1, face)])).get('2:mic');
  expect(lag(1_000, 3_000)).toBe(2_000);
  expect(lag(1_000, 3_001)).toBeUndefined();
  expect(lag(1_500, 1_000)).toBe(-500);
  expect(lag(1_501, 1_000)).toBeUndefined();
});

test('tracks of which nothing was played tell nothing', () => {
  expect(createLags()({ tracks }, report([{ ...inbound('voice', 1), jitterBufferEmittedCount: 0 }])).size).toBe(0);
  expect(createLags()({ tracks }, report([{ type: 'outbound-rtp', trackIdentifier: 'voice' }])).size).toBe(0);
});
