import { RECORDING_ALARM_AFTER } from '../../wire/limits.ts';
import type { RecordingState } from '../../wire/room.ts';
import type { Rest } from '../recordings/gap-reasons.ts';

/** A chosen recorder may take this long to its first fragment: encoders start slowly on a busy machine. ms */
export const FIRST_FRAGMENT_WITHIN = 10_000;
/** Fragments are 1 s long: after so many missing ones the next Researcher takes over (MEDIA.md 2). ms */
export const FRAGMENT_WITHIN = 6_000;
/** A recorder whose socket blinked (a deploy, a switch of networks) is back by then, and their fragments landed all along. ms */
export const BLINK = 2_000;
/** Somebody whose recorder failed is asked again after this, when nobody else can. ms */
export const RECORDER_RESTS = 30_000;
/** After the end the last fragments may still be on their way; each one that lands renews the wait. ms */
export const RECORDED_WAIT = 20_000;

/** The Session's recording as the Room keeps it. UTC ms. */
export interface Recording {
  id: string;
  startedAt: number;
  phase: 'on' | 'stopping' | 'finishing' | 'done';
  recorder: { seat: string; n: number; segment: number; since: number } | null;
  /** Begins beside the recorder, and takes over as soon as pieces of this segment land. */
  next?: Recording['recorder'];
  /** The seat a Researcher chose: it comes first whenever somebody has to be found. */
  chosen?: string;
  /** Who was asked to record which segment: their late fragments are welcome until the file is being made. */
  segments: { seat: string; segment: number }[];
  resting: { seat: string; until: number }[];
  stoppedAt: number | null;
  /** Recorded by the service that holds the meeting, and not by a browser. */
  cloud?: Cloud | null;
  /** A Researcher's word: 'paused' is short and shown as such, 'stopped' shows 'off'. Nobody records meanwhile. */
  rests?: 'paused' | 'stopped' | null;
}

/** How it stands with the service's own recorder. UTC ms. */
export interface Cloud {
  /** The service's id of it; null until it has begun. */
  id: string | null;
  /** Calls in a row that failed. */
  tried: number;
  /** When to look after it next. */
  at: number;
  /** When it paused and went on, as far as it is known: its file may leave that out (kit/pauses.ts). */
  rests?: readonly Rest[];
}

/** A Researcher in the room. */
export interface Candidate {
  seat: string;
  n: number;
  cameAt: number;
  away: boolean;
  /** Their socket was lost at; absent when they are here, or not welcomed yet. */
  awaySince?: number | null;
  canRecord: boolean;
  /** Follows no cameras: what they record has none either. */
  savesData?: boolean;
}

export interface Scene {
  /** It starts by itself. */
  automatic: boolean;
  /** It may be started by hand: the Study records, and the room is open. */
  allowed: boolean;
  recording: Recording | null;
  researchers: Candidate[];
  /** The Participant is in, and their consent lies in D1. */
  participantConsents: boolean;
  /** They do not agree to being recorded. */
  unrecorded?: 'refused' | 'withdrawn' | null;
  lastLandedAt: number | null;
  now: number;
}

export type Direction =
  | { do: 'nothing' | 'release' }
  | { do: 'start'; by: Candidate }
  /** At once: whoever recorded is gone, or silent. */
  | { do: 'hand_over'; to: Candidate }
  /** Without hurry: the recorder goes on until the next one's pieces land. */
  | { do: 'pass_on'; to: Candidate }
  | { do: 'promote_next' | 'drop_next' };

/** Who is to record now: a plain function of what is. */
export function direct(scene: Scene): Direction {
  const { recording } = scene;
  const next = ableOnes(scene)[0];
  if (recording === null) {
    return scene.automatic && scene.participantConsents && next ? { do: 'start', by: next } : { do: 'nothing' };
  }
  if (recording.phase !== 'on' || recording.rests) return { do: 'nothing' };
  const { recorder } = recording;
  if (recording.next && !comes(scene, recording.next)) return { do: 'drop_next' };
  const isNextOn = recording.next ? ({ do: 'promote_next' } as const) : null;
  if (recorder === null) return isNextOn ?? (next ? { do: 'hand_over', to: next } : { do: 'nothing' });
  const current = scene.researchers.find((one) => one.seat === recorder.seat);
  const isFine = current && current.canRecord && isHere(current, scene.now) && silence(scene) < patience(scene);
  const others = ableOnes(scene).filter((one) => one.seat !== recorder.seat);
  const mayBeBetter = current?.savesData && !recording.next && recording.chosen !== current.seat;
  const seesMore = mayBeBetter ? others.find((one) => !one.savesData) : undefined;
  if (isFine) return seesMore ? { do: 'pass_on', to: seesMore } : { do: 'nothing' };
  if (isNextOn) return isNextOn;
  const other = others[0];
  if (other) return { do: 'hand_over', to: other };
  // Nobody else: one who is still here keeps at it, their fragments wait in their browser and land later.
  return current?.canRecord ? { do: 'nothing' } : { do: 'release' };
}

export type RecordingWish = 'start' | 'stop' | 'pause' | 'resume';

/** What a Researcher's word comes to: a recording, a rest of it, going on, nothing new, or a sentence why not. */
export type Control =
  | { do: 'nothing' }
  | { do: 'start' | 'go_on'; by: Candidate }
  | { do: 'rest'; as: 'paused' | 'stopped' }
  | { do: 'refuse'; why: string };

/**
 * Recording by hand. A Session has one recording: after 'stop' it rests until 'start' goes on with it, and the file is made when the
 * meeting is over. A pause may end while the Participant is out for a moment; starting needs them in, and their consent.
 */
export function control(scene: Scene, wish: RecordingWish): Control {
  const { recording } = scene;
  if (recording && recording.phase !== 'on') return { do: 'refuse', why: 'The recording of this Session is over.' };
  const rests = recording?.rests ?? null;
  if (wish === 'stop' || wish === 'pause') {
    const as = wish === 'stop' ? 'stopped' : 'paused';
    if (recording === null || (rests === 'stopped' && as === 'paused')) {
      return { do: 'refuse', why: 'Nothing is being recorded.' };
    }
    return rests === as ? { do: 'nothing' } : { do: 'rest', as };
  }
  if (recording && rests === null) return { do: 'nothing' };
  const why = missing(scene, rests === 'paused');
  if (why !== null) return { do: 'refuse', why };
  const [by] = ableOnes(scene);
  if (!by)
    return {
      do: 'refuse',
      why: 'No Researcher in the room has a browser that can record. Chrome or Edge on a computer can.',
    };
  return { do: recording ? 'go_on' : 'start', by };
}

function missing({ allowed, participantConsents, unrecorded }: Scene, isPause: boolean): string | null {
  if (unrecorded) return 'The Participant did not agree to being recorded.';
  if (!allowed) return 'Sessions of this Study are not recorded. The Study’s Settings can change that.';
  if (isPause || participantConsents) return null;
  return 'Recording starts once the Participant is in and has agreed to it.';
}

/** Those who could take over now: the one a Researcher chose, then who came first; who follows no cameras last. */
function ableOnes({ researchers, recording, now }: Scene): Candidate[] {
  const rests = (seat: string) => recording?.resting.some((one) => one.seat === seat && one.until > now) ?? false;
  const rank = ({ seat, savesData }: Candidate) => (seat === recording?.chosen ? -1 : Number(savesData ?? false));
  return researchers
    .filter((one) => one.canRecord && !one.away && !rests(one.seat))
    .sort((a, b) => rank(a) - rank(b) || a.cameAt - b.cameAt || a.n - b.n);
}

/** The next one is here, and has not had its time to the first piece yet. */
function comes({ researchers, now }: Scene, { seat, since }: NonNullable<Recording['recorder']>): boolean {
  const candidate = researchers.find((one) => one.seat === seat);
  return (
    candidate !== undefined && candidate.canRecord && isHere(candidate, now) && now - since < FIRST_FRAGMENT_WITHIN
  );
}

const isHere = ({ away, awaySince }: Candidate, now: number): boolean =>
  !away || (awaySince !== undefined && awaySince !== null && now - awaySince < BLINK);

/** ms since this recorder was last heard of. */
function silence({ recording, lastLandedAt, now }: Scene): number {
  return now - Math.max(recording?.recorder?.since ?? 0, lastLandedAt ?? 0);
}
function patience({ recording, lastLandedAt }: Scene): number {
  return (lastLandedAt ?? 0) > (recording?.recorder?.since ?? 0) ? FRAGMENT_WITHIN : FIRST_FRAGMENT_WITHIN;
}

/** When to look again, if nothing happens meanwhile; null: nothing would change by waiting. */
export function nextCheckAt(scene: Scene): number | null {
  const { recording, researchers, now } = scene;
  if (recording?.phase !== 'on' || recording.rests) return null;
  const blinkedAt = researchers.find((one) => one.seat === recording.recorder?.seat)?.awaySince;
  const silentSince = now - silence(scene);
  const limits = recording.recorder === null ? [] : [patience(scene), RECORDING_ALARM_AFTER];
  const times = [...limits.map((limit) => silentSince + limit), ...recording.resting.map((one) => one.until)];
  if (blinkedAt) times.push(blinkedAt + BLINK);
  const { next } = recording;
  const nextBlinkedAt = next && researchers.find((one) => one.seat === next.seat)?.awaySince;
  if (nextBlinkedAt) times.push(nextBlinkedAt + BLINK);
  if (next) times.push(next.since + FIRST_FRAGMENT_WITHIN);
  return times.filter((at) => at > now).sort((a, b) => a - b)[0] ?? null;
}

/** What everybody is shown. 'trouble' whenever there should be a recording and nothing lands. */
export function recordingState(scene: Scene, savedMs: number): RecordingState {
  const { recording } = scene;
  const shown = { since: null, savedMs, by: null };
  const { unrecorded } = scene;
  if (unrecorded && (recording === null || unrecorded === 'withdrawn'))
    return { ...shown, state: 'off', why: unrecorded };
  if (recording === null) {
    if (!scene.automatic) return { ...shown, state: 'off' };
    const isDue = scene.participantConsents && scene.researchers.some((one) => !one.away);
    return { ...shown, state: isDue ? 'trouble' : 'waiting' };
  }
  const since = new Date(recording.startedAt).toISOString();
  if (recording.phase !== 'on') return { ...shown, state: 'finishing', since };
  if (recording.rests === 'paused') return { ...shown, state: 'paused', since };
  if (recording.rests === 'stopped') return { ...shown, state: 'off' };
  const { recorder } = recording;
  if (recorder === null) return { ...shown, state: scene.researchers.length > 0 ? 'trouble' : 'waiting', since };
  const isAway = scene.researchers.find((one) => one.seat === recorder.seat)?.away ?? true;
  const isSilent = silence(scene) >= RECORDING_ALARM_AFTER;
  return { state: isAway || isSilent ? 'trouble' : 'on', since, savedMs, by: recorder.n };
}
