import { VOICE_ID } from '../../wire/protocol.ts';
import type { Said } from '../../wire/room.ts';
import { toIso } from '../lib/clock.ts';
import { recordingBase, trackBase } from '../recordings/keys.ts';
import type { Hall } from './hall.ts';
import { stopSegment } from './handing-over.ts';
import { isInside, isSamePerson } from './presence.ts';
import { publishable } from './roles.ts';
import { directVoices, type Speaker, type Voice, type VoiceScene, type VoiceSegment } from './voice-director.ts';

/** Begins and ends the voices that each browser records by itself, as the recording goes. */
export function settleVoices(hall: Hall): void {
  const scene = sceneOf(hall);
  const { recording } = scene;
  const { stop, start } = directVoices(scene);
  for (const voice of stop) stopVoice(hall, voice);
  if (!recording) return;
  for (const { speaker, voice } of start) {
    const before = voice && voiceOf(hall, voice.id);
    begin(hall, before ?? open(hall, recording.id, speaker), speaker);
  }
}

function sceneOf(hall: Hall): VoiceScene {
  const { recording } = hall.store.life();
  const facts = hall.store.facts();
  const maySpeak = (role: Speaker['role']) => facts !== null && publishable(role, facts.guestPolicy).includes('mic');
  const wantsCameras = facts?.separateTracks === 'cameras';
  const speakers = hall.store
    .seats()
    .filter(isInside)
    .map(({ seat, n, name, role, cam, saveData, awaySince, canVoice, canCamera }) => ({
      seat,
      n,
      name,
      role,
      able: canVoice === true && maySpeak(role),
      // 'Audio first' is no time to record a picture.
      shows: wantsCameras && canCamera === true && cam && !saveData,
      // Whoever is not welcomed yet cannot be told to record either.
      away: awaySince !== null || !hall.sockets.inOf(seat),
    }));
  return {
    wanted: facts?.separateTracks === 'voices' || wantsCameras,
    recording,
    speakers,
    voices: hall.store.life().voices,
    isSamePerson,
    now: hall.now(),
  };
}

export const voicesOf = (hall: Hall, recording: string | undefined): Voice[] =>
  hall.store.life().voices.filter((voice) => voice.recording === recording);

export const voiceOf = (hall: Hall, id: string): Voice | undefined =>
  hall.store.life().voices.find((voice) => voice.id === id);

/** A person's own track, and not the meeting. */
export const isVoice = (hall: Hall, id: string): boolean => voiceOf(hall, id) !== undefined;

function open(hall: Hall, recording: string, { seat, role, name, shows }: Speaker): Voice {
  const id = `${VOICE_ID}${crypto.randomUUID()}`;
  const now = hall.now();
  hall.shelf.begin(id, now, trackBase(recordingBase(hall.sessionId, recording), id), recording);
  const kind = shows ? 'cam' : 'mic';
  hall.ledger.owe({ what: 'track_started', track: { id, recording, seatId: seat, role, name, kind } }, now);
  return { id, recording, person: { seat, role }, segments: [], running: null, failedAt: null, done: false };
}

function begin(hall: Hall, voice: Voice, { seat, shows }: Speaker): void {
  const now = hall.now();
  const segment = hall.shelf.openSegment(voice.id, now);
  const running: VoiceSegment = { seat, segment, ...(shows ? { camera: true } : {}) };
  saveVoice(hall, { ...voice, segments: [...voice.segments, running], running, failedAt: null });
  hall.sockets.tell(seat, {
    t: 'record',
    recording: voice.id,
    segment,
    at: toIso(now),
    voice: true,
    ...(shows ? { camera: true } : {}),
  });
}

function stopVoice(hall: Hall, voice: Voice): void {
  if (!voice.running) return;
  const { seat, segment } = voice.running;
  // Whoever cannot hear it now goes on until they are back: nothing from here on is kept.
  if (!hall.sockets.inOf(seat)) endSegments(hall, voice, seat);
  stopSegment(hall, seat, voice.id, segment);
  saveVoice(hall, { ...voice, running: null });
}

/** A stretch without camera may still go on beside the one with it; of those before, nothing is as late as now. */
function endSegments(hall: Hall, { id, segments }: Voice, seat: string): void {
  for (const one of segments) if (one.seat === seat) hall.shelf.endSegment(id, one.segment, hall.now());
}

/** Somebody is back whose voice is not recorded any more: their recorder may still be running. */
export function greetVoice(hall: Hall, seat: string): void {
  for (const { id, segments, running } of hall.store.life().voices) {
    const own = segments.findLast((one) => one.seat === seat);
    if (own && running?.seat !== seat) stopSegment(hall, seat, id, own.segment);
  }
}

/** Its recorder says that all of a segment is handed over. Stopped unasked, another one begins with the next look. */
export function voiceRecorded(hall: Hall, seat: string, word: Said<'recorded'>): void {
  const { recording: id, segment, fragments, goodMs } = word;
  const voice = voiceOf(hall, id);
  if (!voice || voice.done || !segmentOf(voice, seat, segment)) return;
  if (goodMs !== undefined) hall.shelf.cutSegment(id, segment, goodMs);
  hall.shelf.closeSegment(id, segment, fragments);
  if (voice.running?.segment === segment) saveVoice(hall, { ...voice, running: null });
}

export const segmentOf = (voice: Voice, seat: string, segment: number): VoiceSegment | undefined =>
  voice.segments.find((one) => one.seat === seat && one.segment === segment);

/**
 * A page is new, or its own recorder stopped: the next look begins a new segment. `failed`: not at once, unless it was with the
 * camera, without which it goes on.
 */
export function endVoice(hall: Hall, seat: string, { failed = false } = {}): void {
  const voice = hall.store.life().voices.find((one) => one.running?.seat === seat);
  if (!voice) return;
  const hadCamera = voice.running?.camera === true;
  saveVoice(hall, { ...voice, running: null, failedAt: failed && !hadCamera ? hall.now() : voice.failedAt });
  // Better the voice alone than nothing.
  if (failed && hadCamera) setCanVoice(hall, seat, { can: true, camera: false });
}

/** A browser has said whether it can record its person's voice, and their camera with it. */
export function setCanVoice(hall: Hall, seat: string, { can, camera }: { can: boolean; camera: boolean }): void {
  const record = hall.store.seat(seat);
  if (record) hall.store.saveSeat({ ...record, canVoice: can, canCamera: can && camera });
}

export function saveVoice(hall: Hall, voice: Voice): void {
  const others = hall.store.life().voices.filter((one) => one.id !== voice.id);
  hall.store.live({ voices: [...others, voice] });
}
