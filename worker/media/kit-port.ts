import type { GuestPolicy, Role } from '../../wire/words.ts';

/**
 * The media port where whole meetings are somebody else's (RealtimeKit): the Room says who may be in one and with what rights, the
 * browsers' tracks are the service's to move. Errors: AppError `media_unavailable` (try again), `media_denied` (our key is not
 * accepted), `media_refused` (no use).
 */
export interface KitService {
  /** The host that browsers talk to. */
  baseUri: string;
  /** A meeting that stands open until it is closed; its id. `title` comes back in every webhook. */
  openMeeting(title: string): Promise<string>;
  /** Nobody can come in any more, and whoever is in is out. Doing it twice changes nothing. */
  closeMeeting(meeting: string): Promise<void>;
  /** Lets somebody in: their id there, and the token their browser joins with. */
  addPerson(meeting: string, person: KitPerson): Promise<{ id: string; token: string }>;
  /** Their token is dead, and they are out. Doing it twice changes nothing. */
  removePerson(meeting: string, id: string): Promise<void>;
  /** Begins to record all that is seen and heard; the recording's id there. */
  startRecording(meeting: string, filePrefix: string): Promise<string>;
  /** AppError `media_refused` also when it is so already. */
  changeRecording(id: string, action: 'stop' | 'pause' | 'resume'): Promise<void>;
  readRecording(id: string): Promise<KitRecording>;
  /** Of one meeting, the newest first. */
  listRecordings(meeting: string): Promise<KitRecording[]>;
}

export interface KitPerson {
  /** What the others see; never left out, or the person cannot join (cloudflare-typescript#2737). */
  name: string;
  /** Says nothing about who they are; the browsers read their number in the room from it (wire/kit.ts). */
  customId: string;
  preset: KitPreset;
}

/** What somebody may do in a meeting; `npm run setup:realtimekit` makes these. */
export const KIT_PRESETS = [
  'fieldroom-researcher',
  'fieldroom-participant',
  'fieldroom-guest',
  'fieldroom-watcher',
] as const;
export type KitPreset = (typeof KIT_PRESETS)[number];

/** By role and guest policy (PRODUCT.md, Joining). */
export function presetFor(role: Role, policy: GuestPolicy): KitPreset {
  if (role === 'guest') return policy === 'watch' ? 'fieldroom-watcher' : 'fieldroom-guest';
  return role === 'researcher' ? 'fieldroom-researcher' : 'fieldroom-participant';
}

/** A recording as the service knows it. */
export interface KitRecording {
  id: string;
  status: 'INVOKED' | 'RECORDING' | 'PAUSED' | 'UPLOADING' | 'UPLOADED' | 'ERRORED';
  /** Where the finished file lies for some days; null before. */
  downloadUrl: string | null;
  /** Bytes, where it says so. */
  fileSize: number | null;
  /** UTC ms. */
  startedAt: number | null;
  stoppedAt: number | null;
  /** ms of picture and sound. */
  durationMs: number | null;
}
