import type { HostingState, RecordingState, RoomMessage } from '../../wire/room.ts';
import type { Said } from './notices.ts';

type Stopped = Extract<RoomMessage, { t: 'stopped' }>;

const TURNED_OFF = {
  mic: 'turned your microphone off. You can turn it on again.',
  cam: 'turned your camera off. You can turn it on again.',
  screen: 'stopped your screen share.',
  hand: 'lowered your hand.',
} as const satisfies Record<Stopped['kind'], string>;

/** To whom it happened. */
export function sayStopped({ kind, by }: Stopped): Said {
  return { text: `${by} ${TURNED_OFF[kind]}`, tone: kind === 'hand' ? 'info' : 'trouble' };
}

/** Who has come to the door since: each knocks once, however often the Room tells how things stand. */
export function newlyWaiting(before: HostingState | null, after: HostingState | null): HostingState['waiting'] {
  const known = new Set(before?.waiting.map(({ n }) => n));
  return after?.waiting.filter(({ n }) => !known.has(n)) ?? [];
}

/** Who else could record: oneself first. Nobody while nothing is being recorded, or while it is being handed over to them. */
export function recorderChoices(
  { state, by }: RecordingState,
  { recorders, nextRecorder }: HostingState,
  me: number,
): number[] {
  if (state !== 'on' && state !== 'trouble') return [];
  const going = nextRecorder ?? by;
  return recorders.filter((n) => n !== going).toSorted((a, b) => Number(b === me) - Number(a === me) || a - b);
}

/** What a Researcher may do with the recording now. `by_hand` and `automatic` differ in who starts it, not in who may stop it. */
export function recordingControls(
  { state, savedMs }: RecordingState,
  { recordingPolicy }: HostingState,
): ('start' | 'pause' | 'resume' | 'stop')[] {
  if (recordingPolicy === 'off') return [];
  switch (state) {
    case 'on':
    case 'trouble':
      return ['pause', 'stop'];
    case 'paused':
      return ['resume', 'stop'];
    case 'off':
      return recordingPolicy === 'by_hand' || savedMs > 0 ? ['start'] : [];
    case 'waiting':
    case 'finishing':
      return [];
  }
  return state satisfies never;
}
