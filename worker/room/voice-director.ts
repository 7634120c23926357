import { RECORDER_RESTS, type Recording } from './recording-director.ts';

/** A stretch of a voice that a browser was asked to record; `camera`: with its picture. */
export interface VoiceSegment {
  seat: string;
  segment: number;
  camera?: boolean;
}

/**
 * One person's voice, where the Study wants it with their camera, recorded by their own browser beside the recording. On the
 * shelf it is a recording of its own. UTC ms.
 */
export interface Voice {
  id: string;
  /** The recording it lies beside. */
  recording: string;
  person: { seat: string; role: Speaker['role'] };
  /** Who was asked to record which segment of it. */
  segments: VoiceSegment[];
  /** Recorded right now. */
  running: VoiceSegment | null;
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
  /** The Study wants cameras, their browser can record theirs, and it is on. */
  shows: boolean;
}

export interface VoiceScene {
  /** The Study keeps each voice as a file of its own. */
  wanted: boolean;
  recording: Recording | null;
  speakers: Speaker[];
  /** Also those beside an earlier recording of the Session. */
  voices: Voice[];
  isSamePerson: (one: Voice['person'], other: Voice['person']) => boolean;
  now: number;
}

export interface VoiceDirection {
  stop: Voice[];
  /** `voice`: goes on with what there is of this person, beside a stretch without camera that may still be recorded; null: a new one. */
  start: { speaker: Speaker; voice: Voice | null }[];
}

/**
 * Whose browsers are to begin now with their own voice, and which end: while the meeting is recorded, everybody's who can. Once a
 * camera is on, it is recorded with the voice; when it goes off again, that stretch goes on without a picture.
 */
export function directVoices({ wanted, recording, speakers, voices, isSamePerson, now }: VoiceScene): VoiceDirection {
  const running = voices.filter((voice) => voice.running !== null);
  if (!wanted || recording?.phase !== 'on' || recording.rests) return { stop: running, start: [] };
  const own = voices.filter((voice) => voice.recording === recording.id);
  const isIn = (seat: string) => speakers.some((one) => one.seat === seat && one.able);
  const start = speakers
    .filter((one) => one.able && !one.away && !own.some(({ running }) => isEnough(running, one)))
    .map((speaker) => ({ speaker, voice: own.find((one) => isSamePerson(one.person, speaker)) ?? null }))
    .filter(({ voice }) => now - (voice?.failedAt ?? -Infinity) >= RECORDER_RESTS);
  const isStale = ({ recording: of, running }: Voice) =>
    of !== recording.id || (running !== null && !isIn(running.seat));
  return { stop: running.filter(isStale), start };
}

/** They are recorded already, with all there is to record of them. */
const isEnough = (running: Voice['running'], { seat, shows }: Speaker): boolean =>
  running?.seat === seat && (running.camera === true || !shows);
