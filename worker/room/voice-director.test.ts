import { expect, test } from 'vitest';
import { isSamePerson } from './presence.ts';
import { RECORDER_RESTS, type Recording } from './recording-director.ts';
import { directVoices, type Speaker, type Voice, type VoiceScene } from './voice-director.ts';

const NOW = 1_000_000;
const pat: Speaker = { seat: 'pat', n: 1, name: 'Pat', role: 'participant', away: false, able: true, shows: false };
const rosa: Speaker = { seat: 'rosa', n: 2, name: 'Rosa', role: 'researcher', away: false, able: true, shows: false };
const running: Recording = {
  id: 'r',
  startedAt: NOW - 60_000,
  phase: 'on',
  recorder: null,
  segments: [],
  resting: [],
  stoppedAt: null,
};
const voiceOf = ({ seat, role }: Speaker, change: Partial<Voice> = {}): Voice => ({
  id: `voice of ${seat}`,
  recording: 'r',
  person: { seat, role },
  segments: [{ seat, segment: 0 }],
  running: { seat, segment: 0 },
  failedAt: null,
  done: false,
  ...change,
});
/** Who is to begin, whose voice it goes on with, and whose ends. */
function directed(change: Partial<VoiceScene>) {
  const scene = { wanted: true, recording: running, speakers: [pat, rosa], voices: [], isSamePerson, now: NOW };
  const { start, stop } = directVoices({ ...scene, ...change });
  return [start.map(({ speaker, voice }) => [speaker.seat, voice?.id ?? null]), stop.map(({ id }) => id)];
}

test('while the meeting is recorded everybody who can is asked, once', () => {
  expect(directed({})).toEqual([
    [
      ['pat', null],
      ['rosa', null],
    ],
    [],
  ]);
  expect(directed({ voices: [voiceOf(pat), voiceOf(rosa)] })).toEqual([[], []]);
});

test('who cannot, or is away, is not asked; who is away goes on, who is gone ends', () => {
  expect(
    directed({
      speakers: [
        { ...pat, able: false },
        { ...rosa, away: true },
      ],
    }),
  ).toEqual([[], []]);
  expect(directed({ speakers: [{ ...pat, away: true }], voices: [voiceOf(pat)] })).toEqual([[], []]);
  expect(directed({ speakers: [], voices: [voiceOf(pat)] })).toEqual([[], ['voice of pat']]);
});

test.each([
  ['unwanted', { wanted: false }],
  ['without a recording', { recording: null }],
  ['paused', { recording: { ...running, rests: 'paused' } }],
  ['over', { recording: { ...running, phase: 'stopping' } }],
] as const)('%s, every voice ends and none begins', (_, change) => {
  expect(directed({ ...(change as Partial<VoiceScene>), voices: [voiceOf(pat)] })).toEqual([[], ['voice of pat']]);
});

test('a person’s voice goes on as one after a pause, and for the Participant on another device, too', () => {
  const before = voiceOf(pat, { running: null });
  expect(directed({ speakers: [pat], voices: [before] })).toEqual([[['pat', 'voice of pat']], []]);
  const phone = { ...pat, seat: 'phone' };
  expect(directed({ speakers: [phone], voices: [voiceOf(pat)] })).toEqual([
    [['phone', 'voice of pat']],
    ['voice of pat'],
  ]);
});

test('once a camera is on, a stretch with it begins beside the one without; when it is off again, that stretch goes on', () => {
  const shown = { ...pat, shows: true };
  const withCamera = voiceOf(pat, { running: { seat: 'pat', segment: 1, camera: true } });
  expect(directed({ speakers: [shown], voices: [voiceOf(pat)] })).toEqual([[['pat', 'voice of pat']], []]);
  expect(directed({ speakers: [shown], voices: [withCamera] })).toEqual([[], []]);
  expect(directed({ speakers: [pat], voices: [withCamera] })).toEqual([[], []]);
});

test('a browser whose recorder failed rests first', () => {
  const failed = voiceOf(pat, { running: null, failedAt: NOW - RECORDER_RESTS + 1 });
  expect(directed({ speakers: [pat], voices: [failed] })).toEqual([[], []]);
  expect(directed({ speakers: [pat], voices: [failed], now: NOW + 1 })[0]).toHaveLength(1);
});
