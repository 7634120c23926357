/** Parts in bytes of UTF-8: with the date and a clip's moment they stay below the 255 of every file system. */
const STUDY_BYTES = 120;
const PERSON_BYTES = 90;
/** With a second person's name there is less for each. */
const [TRACK_STUDY_BYTES, TRACK_PERSON_BYTES] = [96, 62];
/** Control characters, what Windows and macOS refuse in names, and marks that turn the direction of text. */
// eslint-disable-next-line no-control-regex -- they are what is to be found
const UNFIT = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

export interface RecordingName {
  study: string;
  participant: string;
  /** UTC ms. */
  startedAt: number;
  /** IANA zone in which the day is told. */
  zone: string;
}

/** "Study - Participant - 2025-10-14.mp4" (PRODUCT.md, Recordings), fit for every file system. */
export const recordingFileName = (name: RecordingName): string => `${whole(name)}.mp4`;

/** "Study - Participant - 2025-10-14 - 12m34s.mp4"; `fromMs`: where in the recording the clip begins. */
export const clipFileName = (name: RecordingName, fromMs: number): string => `${whole(name)} - ${moment(fromMs)}.mp4`;

/** "Study - Participant - 2025-10-14 - Lena Fischer.m4a", "... - Lena Fischer - camera.mp4": one person's own track. */
export const trackFileName = (name: RecordingName, person: string, what: 'voice' | 'camera'): string =>
  `${fit(name.study, TRACK_STUDY_BYTES)} - ${fit(name.participant, TRACK_PERSON_BYTES)} - ${dayOf(name)} - ${fit(person, TRACK_PERSON_BYTES)}${TRACK_ENDINGS[what]}`;

const TRACK_ENDINGS = { voice: '.m4a', camera: ' - camera.mp4' } as const;

/** "Study - 2025-10-14.mp4": a share link tells nobody's name. */
export const sharedFileName = (name: Omit<RecordingName, 'participant'>): string =>
  `${fit(name.study, STUDY_BYTES)} - ${dayOf(name)}.mp4`;

const whole = (name: RecordingName) =>
  `${fit(name.study, STUDY_BYTES)} - ${fit(name.participant, PERSON_BYTES)} - ${dayOf(name)}`;

const dayOf = ({ startedAt, zone }: Pick<RecordingName, 'startedAt' | 'zone'>) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(startedAt);

/** "12m34s", "1h02m03s". */
function moment(ms: number): string {
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map(Math.floor);
  const two = (value = 0) => String(value).padStart(2, '0');
  return hours ? `${hours}h${two(minutes)}m${two(seconds)}s` : `${minutes}m${two(seconds)}s`;
}

function fit(text: string, mostBytes: number): string {
  const clean = text.toWellFormed().replace(UNFIT, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+/, '');
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(clean)) {
    if (new TextEncoder().encode(kept + segment).length > mostBytes) break;
    kept += segment;
  }
  return kept.trim() || 'Recording';
}

/** Content-Disposition with the name in plain ASCII for old readers, and whole for the others (RFC 6266 4.3, RFC 8187). */
export function contentDisposition(kind: 'inline' | 'attachment', fileName: string): string {
  const ascii = fileName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|[%"\\]/gu, '_');
  const whole = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${whole}`;
}
