import { RECORDER_RESTS, type Recording } from './recording-director.ts';

/** One person's voice, recorded by their own browser beside the recording. On the shelf it is a recording of its own. UTC ms. */
export interface Voice {
  id: string;
  /** The recording it lies beside. */
  recording: string;
  person: { seat: string; role: Speaker['role'] };
  /** Who was asked to record which segment of it. */
  segments: { seat: string; segment: number }[];
  /** Recorded right now. */
  running: { seat: string; segment: number } | null;
  failedAt: number | null;
  /** The file is made, or could not be. */
  done: boolean;
}

/** Somebody in the room. */
export interface Speaker {
  seat: string;
  n: number;
  name: string;
  role: 'researcher' | 'participant' | 'guest';
  away: boolean;
  /** Their browser has said that it can, and the Study's guest policy gives them a microphone. */
  able: boolean;
}

export interface VoiceScene {
  /** The Study keeps each voice as a file of its own. */
  wanted: boolean;
  recording: Recording | null;
  speakers: Speaker[];
  voices: Voice[];
  isSamePerson: (one: Voice['person'], other: Voice['person']) => boolean;
  now: number;
}

export interface VoiceDirection {
  stop: Voice[];
  /** `voice`: goes on with what there is of this person; null: a new one. */
  start: { speaker: Speaker; voice: Voice | null }[];
}

/** Whose browsers are to begin now with their own voice, and which end: while the meeting is recorded, everybody's who can. */
export function directVoices({ wanted, recording, speakers, voices, isSamePerson, now }: VoiceScene): VoiceDirection {
  const isOn = wanted && recording?.phase === 'on' && !recording.rests;
  const running = voices.filter((voice) => voice.running !== null);
  if (!isOn) return { stop: running, start: [] };
  const isIn = (seat: string) => speakers.some((one) => one.seat === seat && one.able);
  const start = speakers
    .filter((one) => one.able && !one.away && !running.some((voice) => voice.running?.seat === one.seat))
    .map((speaker) => ({ speaker, voice: voices.find((one) => isSamePerson(one.person, speaker)) ?? null }))
    .filter(({ voice }) => now - (voice?.failedAt ?? -Infinity) >= RECORDER_RESTS);
  return { stop: running.filter((voice) => voice.running && !isIn(voice.running.seat)), start };
}
