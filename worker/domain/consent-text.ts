import type { RecordingPolicy, SeparateTracks } from '../../wire/words.ts';

/** What a new Study asks its Participants to agree to, until its Researcher writes something better. */
export const DEFAULT_CONSENT = `Thank you for taking part in this research session.

During the session we talk with you by video and may ask you to try something out. The people of the research team are in the room; colleagues may watch as guests, and you always see how many.

If the session is recorded, your picture, your voice, what you write in the chat and the screen you share are part of the recording. Only members of the research team can watch it. They use it to understand and improve what they make, and delete it when it is no longer needed.

Taking part is up to you. You may leave out any question, stop at any time without giving a reason, and ask us later to delete your recording and your data.

By joining I agree to take part and to be recorded as described.`;

/** Said after whatever the Researcher wrote, where it is so. */
const SEPARATE_SENTENCES = {
  voices:
    'If the session is recorded, my browser also records my voice alone, as a sound file of its own that belongs to the recording.',
  cameras:
    'If the session is recorded, my browser also records my camera and my voice alone, as a video file of its own that belongs to the recording.',
} as const;

interface StudyRecording {
  consentText: string;
  recordingPolicy: RecordingPolicy;
  separateTracks: SeparateTracks;
}

/** What is really recorded of each person apart: nothing where nothing is recorded. */
export const separateTracksOf = (study: Omit<StudyRecording, 'consentText'>): SeparateTracks =>
  study.recordingPolicy === 'off' ? 'off' : study.separateTracks;

/** What a Study's Participants read and agree to. */
export function consentTextOf(study: StudyRecording): string {
  const separate = separateTracksOf(study);
  return separate === 'off' ? study.consentText : `${study.consentText}\n\n${SEPARATE_SENTENCES[separate]}`;
}
