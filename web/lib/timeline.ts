import type { TimelineEntry } from '../../wire/http.ts';
import { missingWords } from './missing-words.ts';
import { showClock, showDay, showDuration, showLength, showSpan } from './time.ts';

type Detail = TimelineEntry['detail'];

const ROLE_WORDS: Record<string, string> = { researcher: 'Researcher', participant: 'Participant', guest: 'Guest' };

const LEFT_WORDS: Record<string, string> = {
  left: 'left the room',
  lost: 'lost the connection',
  ended: 'was in until the end',
  removed: 'was removed from the room',
  denied: 'was not let in',
  replaced: 'moved to another window',
  link_regenerated: 'was shown out: the Guest link was regenerated',
  over: 'was in until the room closed',
  cancelled: 'was shown out: the Session was cancelled',
};

/** Why a Session settled by itself, as the Room says it. */
const ENDING_WORDS: Record<string, string> = {
  end_reached: 'its time was over',
  no_show_limit: 'they had not come 15 minutes after the start',
  stood_empty: 'the room had stood empty after the end',
  closed: 'the room closed two hours after the end',
};

const text = (detail: Detail, key: string) => (typeof detail[key] === 'string' ? detail[key] : '');
const figure = (detail: Detail, key: string) => (typeof detail[key] === 'number' ? detail[key] : 0);
const because = (detail: Detail) => {
  const words = ENDING_WORDS[text(detail, 'ending')];
  return words ? `: ${words}` : '';
};

/** "Lena Fischer (Participant)". */
function person({ by, detail }: TimelineEntry): string {
  const role = ROLE_WORDS[text(detail, 'role')];
  return role ? `${by ?? 'Somebody'} (${role})` : (by ?? 'Somebody');
}

/** "Tue 14 Oct 2025, 16:00 to 16:45 (45 minutes)", or nothing. */
function when(detail: Detail, zone: string): string {
  const start = Date.parse(text(detail, 'startsAt'));
  const minutes = figure(detail, 'lengthMinutes');
  const span = Number.isNaN(start) ? '' : showSpan(start, start + minutes * 60_000, zone);
  return span && minutes ? `${span} (${showLength(minutes)})` : span;
}

function scheduled({ by, detail }: TimelineEntry, zone: string): string {
  const at = when(detail, zone);
  return `${by ?? 'Somebody'} scheduled the Session${at && ` for ${at}`}.`;
}

function moved({ by, detail }: TimelineEntry, zone: string): string {
  const at = when(detail, zone);
  return `${by ?? 'Somebody'} moved the Session${at && ` to ${at}`}.`;
}

function offered({ by, detail }: TimelineEntry, zone: string): string {
  const times = Array.isArray(detail['times']) ? detail['times'].filter((time) => typeof time === 'string') : [];
  const written = times.map((time) => `${showDay(time, zone)}, ${showClock(time, zone)}`).join('; ');
  return `${by ?? 'Somebody'} offered other times${written && `: ${written}`}.`;
}

/** What somebody wrote, where they did: ` "Could it be Friday?"`. */
const quoted = (detail: Detail, key: string) => (text(detail, key) ? `: "${text(detail, key)}"` : '.');

function ready({ detail }: TimelineEntry): string {
  return `The recording is ready, ${showDuration(figure(detail, 'durationMs'))} long.${missingWords(detail['gaps'])}`;
}

function shared({ by, detail }: TimelineEntry, zone: string): string {
  const until = text(detail, 'expiresAt');
  const passcode = detail['passcode'] === true ? ', with a passcode' : '';
  return `${by ?? 'Somebody'} made a share link of the recording${passcode}${until && `, good until ${showDay(until, zone)}`}.`;
}

const TURNED_OFF: Record<string, [one: string, all: string]> = {
  mic: ['muted', 'muted everybody'],
  cam: ['turned off the camera of', 'turned off all cameras'],
  screen: ['ended the screen share of', 'ended the screen share'],
  hand: ['lowered the hand of', 'lowered all hands'],
};

/** "Lena (Participant)", "Bo (Guest) and Mia (Guest)", of whom a host control was used on. */
function people({ detail }: TimelineEntry): string {
  const list: unknown[] = Array.isArray(detail['people']) ? detail['people'] : [];
  const names = list.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return [];
    const { name, role } = one as { name?: unknown; role?: unknown };
    const word = typeof role === 'string' ? ROLE_WORDS[role] : undefined;
    return typeof name === 'string' ? [word ? `${name} (${word})` : name] : [];
  });
  return names.length === 0 ? 'somebody' : new Intl.ListFormat('en').format(names);
}

function turnedOff(entry: TimelineEntry): string {
  const [one, all] = TURNED_OFF[text(entry.detail, 'kind')] ?? ['turned something off of', 'turned something off'];
  const whom = people(entry);
  return `${entry.by ?? 'Somebody'} ${entry.detail['everybody'] === true ? `${all}: ${whom}` : `${one} ${whom}`}.`;
}

function recorderChosen(entry: TimelineEntry): string {
  const [chosen] = Array.isArray(entry.detail['people']) ? (entry.detail['people'] as unknown[]) : [];
  const isOwn = typeof chosen === 'object' && chosen !== null && (chosen as { name?: unknown }).name === entry.by;
  return isOwn ? did('took over the recording')(entry) : didTo('let ', ' record')(entry);
}

/** "Ada locked the room." */
const did =
  (what: string) =>
  ({ by }: TimelineEntry) =>
    `${by ?? 'Somebody'} ${what}.`;
const didTo = (before: string, after: string) => (entry: TimelineEntry) => did(before + people(entry) + after)(entry);

const DELETED_WORDS: Record<string, string> = {
  retention: ': the time for which the Study keeps it was over',
  withdrawn: ', because the Participant withdrew their consent',
  participant_deleted: ', with everything about the Participant',
};

const SENTENCES: Record<string, (entry: TimelineEntry, zone: string) => string> = {
  session_scheduled: scheduled,
  session_moved: moved,
  session_cancelled: ({ by, detail }) => `${by ?? 'Somebody'} cancelled the Session${quoted(detail, 'reason')}`,
  rsvp_confirmed: ({ by }) => `${by ?? 'The Participant'} will be there.`,
  rsvp_declined: ({ by }) => `${by ?? 'The Participant'} can't make it.`,
  time_asked: ({ by, detail }) => `${by ?? 'The Participant'} asked for another time${quoted(detail, 'note')}`,
  times_offered: offered,
  times_withdrawn: ({ by }) => `${by ?? 'Somebody'} withdrew the times on offer.`,
  running_late: ({ by, detail }) =>
    `${by ?? 'The Participant'} is running about ${figure(detail, 'minutes')} minutes late.`,
  reopened: ({ by, detail }) => `${by ?? 'Somebody'} reopened the Session${quoted(detail, 'reason')}`,
  consented: ({ by, detail }) =>
    `${by ?? 'The Participant'} agreed to the consent text, version ${figure(detail, 'version')}${detail['recording'] === false ? ', and not to being recorded' : ''}.`,
  joined: (entry) => `${person(entry)} joined.`,
  left: (entry) => `${person(entry)} ${LEFT_WORDS[text(entry.detail, 'why')] ?? 'left the room'}.`,
  guest_link_regenerated: ({ by, detail }) =>
    `${by ?? 'Somebody'} regenerated the Guest link${detail['keepGuests'] === true ? ' and kept the Guests who were in' : ''}.`,
  turned_off: turnedOff,
  removed: didTo('removed ', ' from the room'),
  allowed_again: didTo('allowed ', ' to come back'),
  admitted: didTo('let ', ' in'),
  denied: didTo('did not let ', ' in'),
  room_locked: did('locked the room'),
  room_unlocked: did('unlocked the room'),
  guests_wait: did('made new Guests wait to be let in'),
  guests_enter: did('let new Guests enter at once'),
  recording_stopped: did('stopped the recording'),
  recording_paused: did('paused the recording'),
  recording_resumed: did('resumed the recording'),
  recorder_chosen: recorderChosen,
  recording_started: ({ by }) => (by ? `Recording started, in ${by}'s browser.` : 'Recording started.'),
  recording_reopened: () => 'More of the recording came in from a browser. It is being made again.',
  recording_retried: ({ by }) => `${by ?? 'Somebody'} asked for the recording to be made again.`,
  track_reopened: () => 'More of a separate track came in from a browser. It is being made again.',
  track_retried: ({ by }) => `${by ?? 'Somebody'} asked for a separate track to be made again.`,
  recording_ready: ready,
  recording_deleted: ({ by, detail }) =>
    `${by ?? 'Fieldroom'} deleted the recording${DELETED_WORDS[text(detail, 'why')] ?? ''}.`,
  participant_deleted: did('deleted everything about the Participant'),
  consent_withdrawn: ({ by }) =>
    `${by ?? 'The Participant'} withdrew their consent: nothing more is recorded, and what was recorded is deleted.`,
  recording_failed: ({ detail }) => `The recording failed. ${text(detail, 'reason')}`.trim(),
  recording_shared: shared,
  share_revoked: did('revoked a share link of the recording'),
  ended_for_all: ({ by }) => `${by ?? 'Somebody'} ended the meeting for all.`,
  completed: ({ by, detail }) =>
    by ? `${by} marked the Session as complete.` : `The Session is Completed${because(detail)}.`,
  needs_review: ({ detail }) => `The Session needs review${because(detail)}.`,
  came_after_all: ({ by }) => `${by ?? 'The Participant'} came after all: no longer a No-show.`,
  no_show: ({ detail }) => `The Participant did not come: No-show${because(detail)}.`,
};

/** One entry of a Session's timeline as a sentence; times in `zone`. */
export function timelineSentence(entry: TimelineEntry, zone: string): string {
  const sentence = SENTENCES[entry.kind];
  if (sentence) return sentence(entry, zone);
  const words = entry.kind.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${entry.by ? ` (${entry.by})` : ''}.`;
}
