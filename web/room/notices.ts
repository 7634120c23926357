import type { GoneWhy, Person, RecordingState, RoomMessage } from '../../wire/room.ts';
import { sayStopped } from './hosting.ts';
import type { RoomState } from './state.ts';

export interface Said {
  text: string;
  tone: 'info' | 'trouble';
  /** What can be done about it at once. */
  action?: { label: string; run: () => void };
  /** What it tells of: it takes the place of what was said of that before. */
  about?: string;
}

const info = (text: string): Said => ({ text, tone: 'info' });
const trouble = (text: string): Said => ({ text, tone: 'trouble' });
const about = (what: string, said: Said | null): Said | null => said && { ...said, about: what };
const aboutPerson = (n: number, said: Said | null) => about(`person ${n}`, said);

/** Refusals that somebody is waiting for, who says them in their place, or that media heals by itself. */
const ANSWERED: ReadonlySet<string> = new Set([
  'enter',
  'end',
  'warm',
  'kit',
  'publish',
  'flowing',
  'answer',
  'layer',
  'chat',
]);

/** What to say aloud when this message arrives in this state (the state before it), if anything. */
export function saying(state: RoomState, message: RoomMessage): Said | null {
  switch (message.t) {
    case 'welcome':
      return state.phase.kind === 'door' && message.recording.state === 'on'
        ? about('recording', info('This Session is being recorded'))
        : null;
    case 'in':
      return state.people.has(message.p.n) ? null : aboutPerson(message.p.n, info(`${message.p.name} joined`));
    case 'out':
      return aboutPerson(message.n, sayOut(state.people.get(message.n), message.why));
    case 'set':
      return saySet(state, message);
    case 'recording':
      return (
        about('recording', sayRecording(state.recording, message.recording)) ?? sayRecorder(state, message.recording)
      );
    case 'stopped':
      return sayStopped(message);
    case 'late':
      return info(sayLate(state, message.minutes));
    case 'error':
      return ANSWERED.has(message.re ?? '') ? null : trouble(message.message);
    default:
      return null;
  }
}

function sayOut(person: Person | undefined, why: GoneWhy): Said | null {
  if (!person) return null;
  if (why === 'lost') return info(`${person.name} lost the connection`);
  if (why === 'replaced') return info(`${person.name} moved to another device`);
  if (why === 'removed' || why === 'link_regenerated') return info(`${person.name} was removed`);
  return info(`${person.name} left`);
}

function saySet(state: RoomState, change: Extract<RoomMessage, { t: 'set' }>): Said | null {
  const person = state.people.get(change.n);
  if (!person || change.n === state.me) return null;
  if (change.away === true && !person.away) return aboutPerson(change.n, info(`${person.name} is reconnecting`));
  if (change.away === false && person.away) return aboutPerson(change.n, info(`${person.name} is back`));
  if (change.screen === true && !person.screen) return info(`${person.name} shares a screen`);
  if (change.hand === true && !person.hand) return info(`${person.name} raised a hand`);
  return null;
}

/** The Participant says it from their mail, so they are seldom in; then their name is not known here. */
function sayLate(state: RoomState, minutes: number): string {
  const participant = [...state.people.values()].find(({ role }) => role === 'participant');
  return `${participant?.name ?? 'The Participant'} is running about ${minutes} minutes late`;
}

function sayRecording(before: RecordingState, after: RecordingState): Said | null {
  if (after.why === 'refused' && !before.why) return info('Not recorded: the Participant did not agree to recording');
  if (after.why === 'withdrawn' && before.why !== 'withdrawn') return info('Recording stopped and deleted');
  if (before.state === after.state) return null;
  const recorded = before.state === 'on' || before.state === 'trouble';
  if (after.state === 'paused') return info('Recording paused');
  if (before.state === 'paused') return info(after.state === 'on' ? 'Recording resumed' : 'Recording stopped');
  if (after.state === 'trouble') return trouble('The recording is not being saved right now');
  if (after.state === 'on') return info(recorded ? 'The recording is being saved again' : 'Recording started');
  if (recorded) return info('Recording stopped');
  return null;
}

/** Researchers only: the recording went on to another browser. */
function sayRecorder({ recording, view, people, me }: RoomState, { by }: RecordingState): Said | null {
  if (view.seat.role !== 'researcher' || by === null || recording.by === null || by === recording.by) return null;
  if (by === me) return info('You record now: please keep this tab open');
  return info(`${people.get(by)?.name ?? 'Another Researcher'} records now`);
}
