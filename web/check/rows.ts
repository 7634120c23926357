import type { DeviceKind } from '../join/device-problem.ts';
import { explainProblem } from '../join/problem-words.ts';
import type { DeviceState } from '../join/devices.ts';
import type { Words } from './network.ts';

/** 'wait': still going on, or the person's turn. */
export type Tone = 'wait' | 'ok' | 'bad';

export interface RowWords extends Words {
  tone: Tone;
}

const wait = (title: string, help: string): RowWords => ({ tone: 'wait', title, help });
const ok = (title: string, help: string): RowWords => ({ tone: 'ok', title, help });
const bad = (title: string, help: string): RowWords => ({ tone: 'bad', title, help });

const NAMES = { cam: 'Camera', mic: 'Microphone' } as const;

/** What to read about camera or microphone; `heard`: somebody has spoken into the microphone. */
export function deviceWords(kind: DeviceKind, state: DeviceState, heard: boolean): RowWords {
  switch (state.kind) {
    case 'off':
      return wait(`${NAMES[kind]} is off`, 'Switch it on at the picture to check it.');
    case 'asking':
      return wait(NAMES[kind], 'If your browser asks, choose "Allow".');
    case 'problem':
      return bad(explainProblem([kind], state.problem).title, 'Below the picture you read what to do.');
    case 'on':
      if (kind === 'cam') return ok('Your camera works', 'You should see yourself in the picture.');
      return heard
        ? ok('Your microphone works', 'We heard you.')
        : wait('Microphone', 'Say something: the bar should move.');
  }
  return state satisfies never;
}

/** The test sound: not yet played, playing, waiting for an answer, answered. */
export type SpeakerState = 'silent' | 'playing' | 'asked' | 'heard' | 'not_heard' | 'failed';

export const SPEAKER_WORDS: Record<SpeakerState, RowWords> = {
  silent: wait('Speaker', 'Play a sound to hear whether it works.'),
  playing: wait('Speaker', 'Two soft notes are playing.'),
  asked: wait('Speaker', 'Did you hear it?'),
  heard: ok('Your speaker works', 'You heard the sound.'),
  not_heard: bad(
    'You did not hear the sound',
    'Turn the volume up, check that headphones are plugged in or connected, choose another speaker, and play it again.',
  ),
  failed: bad('The sound could not be played', 'Choose another speaker and play it again.'),
};
