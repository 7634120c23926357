import { expect, test } from 'vitest';
import { NOW, ravi, rosa, running, scene } from '../../test/edge/recording-scene.ts';
import { RECORDING_ALARM_AFTER } from '../../wire/limits.ts';
import {
  BLINK,
  control,
  direct,
  FIRST_FRAGMENT_WITHIN,
  FRAGMENT_WITHIN,
  nextCheckAt,
  recordingState,
  type Recording,
  type Scene,
} from './recording-director.ts';

const fresh = { recording: null, lastLandedAt: null };

test('it starts with who came first of those who can, once the Participant consents', () => {
  expect(direct(scene(fresh))).toEqual({ do: 'start', by: rosa });
  expect(direct(scene({ ...fresh, researchers: [{ ...rosa, canRecord: false }, ravi] }))).toEqual({
    do: 'start',
    by: ravi,
  });
  expect(direct(scene({ ...fresh, participantConsents: false })).do).toBe('nothing');
  expect(direct(scene({ ...fresh, automatic: false })).do).toBe('nothing');
});

test('a recorder whose fragments land goes on, also when the Participant is out', () => {
  expect(direct(scene()).do).toBe('nothing');
  expect(direct(scene({ participantConsents: false })).do).toBe('nothing');
});

test('the next one takes over from a recorder who is away, silent, gone or unable', () => {
  const handOver = { do: 'hand_over', to: ravi };
  expect(direct(scene({ researchers: [{ ...rosa, away: true }, ravi] }))).toEqual(handOver);
  expect(direct(scene({ lastLandedAt: NOW - FRAGMENT_WITHIN }))).toEqual(handOver);
  expect(direct(scene({ researchers: [ravi] }))).toEqual(handOver);
  expect(direct(scene({ researchers: [{ ...rosa, canRecord: false }, ravi] }))).toEqual(handOver);
});

test('a recorder whose socket blinks keeps the segment, one who stays away does not', () => {
  const blinking = (since: number) => scene({ researchers: [{ ...rosa, away: true, awaySince: since }, ravi] });
  expect(direct(blinking(NOW - BLINK + 1))).toEqual({ do: 'nothing' });
  expect(nextCheckAt(blinking(NOW - BLINK + 1))).toBe(NOW + 1);
  expect(direct(blinking(NOW - BLINK))).toEqual({ do: 'hand_over', to: ravi });
});

test('a new recorder gets longer to its first fragment', () => {
  const since = NOW - FIRST_FRAGMENT_WITHIN + 1;
  const recording = { ...running, recorder: { seat: 'rosa', n: 1, segment: 1, since } };
  expect(direct(scene({ recording, lastLandedAt: since - 30_000 })).do).toBe('nothing');
  expect(direct(scene({ recording, lastLandedAt: since - 30_000, now: NOW + 1 })).do).toBe('hand_over');
});

test('with nobody else the one who is here keeps at it, and one who is gone is released', () => {
  expect(direct(scene({ researchers: [{ ...rosa, away: true }] })).do).toBe('nothing');
  expect(direct(scene({ researchers: [] })).do).toBe('release');
});

const passing = (since: number): Recording => ({
  ...running,
  next: { seat: 'ravi', n: 2, segment: 1, since },
  chosen: 'ravi',
});

test('while the next one begins, the recorder goes on; when the recorder is gone the next one has it at once', () => {
  const recording = passing(NOW - 1_000);
  expect(direct(scene({ recording })).do).toBe('nothing');
  expect(direct(scene({ recording, researchers: [ravi] })).do).toBe('promote_next');
  expect(direct(scene({ recording, lastLandedAt: NOW - FRAGMENT_WITHIN })).do).toBe('promote_next');
  expect(direct(scene({ recording: { ...recording, recorder: null } })).do).toBe('promote_next');
});

test('a next one who does not begin in time, or goes, is given up', () => {
  const late = passing(NOW - FIRST_FRAGMENT_WITHIN);
  expect(nextCheckAt(scene({ recording: passing(NOW - 9_000) }))).toBe(NOW + 1_000);
  expect(direct(scene({ recording: late })).do).toBe('drop_next');
  expect(direct(scene({ recording: passing(NOW), researchers: [rosa] })).do).toBe('drop_next');
  expect(direct(scene({ recording: passing(NOW), researchers: [rosa, { ...ravi, away: true }] })).do).toBe('drop_next');
});

test('whom a Researcher chose comes first when a pause is over, also when they follow no cameras', () => {
  const paused: Recording = { ...running, recorder: null, rests: 'paused', chosen: 'ravi' };
  const savingRavi = { ...ravi, savesData: true };
  expect(control(scene({ recording: paused }), 'resume')).toMatchObject({ by: ravi });
  const chosen: Recording = { ...running, recorder: { seat: 'ravi', n: 2, segment: 1, since: 0 }, chosen: 'ravi' };
  expect(direct(scene({ recording: chosen, researchers: [rosa, savingRavi] })).do).toBe('nothing');
});

test('somebody whose recorder failed rests before being asked again', () => {
  const recording: Recording = { ...running, recorder: null, resting: [{ seat: 'rosa', until: NOW + 5_000 }] };
  expect(direct(scene({ recording, researchers: [rosa] })).do).toBe('nothing');
  expect(nextCheckAt(scene({ recording, researchers: [rosa] }))).toBe(NOW + 5_000);
  expect(direct(scene({ recording, researchers: [rosa], now: NOW + 5_000 })).do).toBe('hand_over');
});

test('it is looked at again when a recorder has been silent too long, when that is to be told, and then not any more', () => {
  const lastLandedAt = NOW - 1_000;
  const at = (now: number) => nextCheckAt(scene({ lastLandedAt, now }));
  const [takenOver, told] = [lastLandedAt + FRAGMENT_WITHIN, lastLandedAt + RECORDING_ALARM_AFTER];
  expect(at(NOW)).toBe(takenOver);
  expect(at(takenOver - 1)).toBe(takenOver);
  expect(at(takenOver)).toBe(told);
  expect(at(told)).toBeNull();
});

test('it is looked at again at the end of the time to a first fragment, and without a recorder only when one has rested', () => {
  const recorder = { seat: 'rosa', n: 1, segment: 1, since: NOW - 500 };
  expect(nextCheckAt(scene({ recording: { ...running, recorder }, lastLandedAt: NOW - 3_000 }))).toBe(
    NOW - 500 + FIRST_FRAGMENT_WITHIN,
  );
  const nobody: Recording = { ...running, recorder: null };
  expect(nextCheckAt(scene({ recording: nobody }))).toBeNull();
  const resting = [NOW - 1, NOW + 9_000, NOW + 4_000].map((until, n) => ({ seat: `${n}`, until }));
  expect(nextCheckAt(scene({ recording: { ...nobody, resting } }))).toBe(NOW + 4_000);
});

test('it is looked at again when the socket of the next one has blinked for too long', () => {
  const blinking = { ...ravi, away: true, awaySince: NOW - 500 };
  const recording = passing(NOW - 1_000);
  expect(nextCheckAt(scene({ recording, researchers: [rosa, blinking] }))).toBe(NOW - 500 + BLINK);
  expect(direct(scene({ recording, researchers: [rosa, blinking], now: NOW - 500 + BLINK })).do).toBe('drop_next');
});

test('what people are shown', () => {
  const shown = (change: Partial<Scene>) => recordingState(scene(change), 1_234).state;
  expect(shown({ ...fresh, automatic: false })).toBe('off');
  expect(shown({ ...fresh, participantConsents: false })).toBe('waiting');
  expect(shown({ ...fresh, researchers: [{ ...rosa, canRecord: false }] })).toBe('trouble');
  expect(recordingState(scene(), 1_234)).toEqual({
    state: 'on',
    since: new Date(running.startedAt).toISOString(),
    savedMs: 1_234,
    by: 1,
  });
  expect(shown({ lastLandedAt: NOW - 10_000 })).toBe('trouble');
  expect(shown({ researchers: [{ ...rosa, away: true }] })).toBe('trouble');
  expect(shown({ recording: { ...running, recorder: null } })).toBe('trouble');
  expect(shown({ recording: { ...running, recorder: null }, researchers: [] })).toBe('waiting');
  expect(shown({ recording: { ...running, phase: 'stopping' } })).toBe('finishing');
});

test('by hand it starts with the Participant in who consents and a Researcher who can, and says what is missing', () => {
  const byHand = { ...fresh, automatic: false };
  expect(control(scene(byHand), 'start')).toEqual({ do: 'start', by: rosa });
  const why = (change: Partial<Scene>) => {
    const word = control(scene({ ...byHand, ...change }), 'start');
    return word.do === 'refuse' ? word.why : word.do;
  };
  expect(why({ participantConsents: false })).toMatch(/Participant is in and has agreed/);
  expect(why({ researchers: [{ ...rosa, canRecord: false }] })).toMatch(/browser that can record/);
  expect(why({ allowed: false })).toMatch(/not recorded/);
  expect(direct(scene(byHand)).do).toBe('nothing');
});

test('paused or stopped by hand nobody is chosen, nobody is missed, and people see so', () => {
  const idle = { researchers: [rosa, ravi], lastLandedAt: NOW - 60_000 };
  const paused: Recording = { ...running, recorder: null, rests: 'paused' };
  const stopped: Recording = { ...running, recorder: null, rests: 'stopped' };
  for (const recording of [paused, stopped]) {
    expect(direct(scene({ ...idle, recording })).do).toBe('nothing');
    expect(nextCheckAt(scene({ ...idle, recording }))).toBeNull();
  }
  expect(recordingState(scene({ ...idle, recording: paused }), 1_234)).toEqual({
    state: 'paused',
    since: new Date(running.startedAt).toISOString(),
    savedMs: 1_234,
    by: null,
  });
  expect(recordingState(scene({ ...idle, recording: stopped }), 1_234)).toEqual({
    state: 'off',
    since: null,
    savedMs: 1_234,
    by: null,
  });
});

const WISHES = ['start', 'stop', 'pause', 'resume'] as const;
test.each([
  ['never started', null, ['start', 'refuse', 'refuse', 'start']],
  ['on', running, ['nothing', 'rest', 'rest', 'nothing']],
  ['paused', { ...running, recorder: null, rests: 'paused' }, ['go_on', 'rest', 'nothing', 'go_on']],
  ['stopped', { ...running, recorder: null, rests: 'stopped' }, ['go_on', 'nothing', 'refuse', 'go_on']],
  ['over', { ...running, phase: 'finishing' }, ['refuse', 'refuse', 'refuse', 'refuse']],
] as const)('what each word does to a recording that is %s', (_, recording, expected) => {
  const one = scene({ recording, automatic: false });
  expect(WISHES.map((wish) => control(one, wish).do)).toEqual(expected);
});

test('a pause may end while the Participant is out, a stop may not', () => {
  const paused = { ...running, recorder: null, rests: 'paused' } as const;
  const away = { participantConsents: false };
  expect(control(scene({ ...away, recording: paused }), 'resume').do).toBe('go_on');
  expect(control(scene({ ...away, recording: { ...paused, rests: 'stopped' } }), 'start').do).toBe('refuse');
});

test('who follows no cameras records only when nobody else can', () => {
  const saving = { ...rosa, savesData: true };
  expect(direct(scene({ ...fresh, researchers: [saving, ravi] }))).toEqual({ do: 'start', by: ravi });
  expect(direct(scene({ ...fresh, researchers: [saving] }))).toEqual({ do: 'start', by: saving });
  expect(direct(scene({ researchers: [saving, ravi] }))).toEqual({ do: 'pass_on', to: ravi });
  expect(direct(scene({ researchers: [saving, { ...ravi, savesData: true }] })).do).toBe('nothing');
});
