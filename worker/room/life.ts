import type { GoneWhy } from '../../wire/room.ts';
import type { Role } from '../../wire/words.ts';
import type { ReminderKind } from '../domain/reminders.ts';
import { NOBODY, type Seen } from './completion.ts';
import { NO_KIT, type KitLife } from './kit/life.ts';
import type { Recording } from './recording-director.ts';
import type { Voice } from './voice-director.ts';

/** What has happened in this Room so far, beside the seats: one small document in its storage. UTC ms. */
export interface Life {
  seen: Seen;
  /** When somebody first came in; null: nobody ever did. */
  firstInAt: number | null;
  /** Nobody is in since; null: somebody is, or nobody ever was. */
  emptySince: number | null;
  /** Over for good: nobody enters any more. */
  shutAt: number | null;
  /** What was said to all when it was shut, and by whom. */
  farewell: { why: GoneWhy; by?: string } | null;
  /** The Session has become what it becomes. */
  settled: boolean;
  /** Reminders that were sent on their way, or missed, for this schedule version. */
  reminded: { scheduleVersion: number; kinds: ReminderKind[] };
  /** Those waiting at the door have been told that it is open. */
  openTold: boolean;
  /** Version of the consent text the Participant agreed to. */
  consented: number | null;
  /** The Participant takes part without being recorded; 'withdrawn' is for good. */
  unrecorded: 'refused' | 'withdrawn' | null;
  /** Guests who stay although their link is dead. */
  kept: string[];
  /** Whoever has not been in before waits to be let in; Researchers never do. */
  locked: boolean;
  /** New Guests wait, by a Researcher's word; null: as the Study's guest policy says. */
  guestsWait: boolean | null;
  /** Who may not come in (again): the seat, and for the Participant the person. */
  removed: Removed[];
  /** The meeting that others hold for us (MEDIA=realtimekit). */
  kit: KitLife;
  recording: Recording | null;
  /** Each person's own voice beside it. */
  voices: Voice[];
  /** What everybody was last shown of it. */
  shown: string;
  /** What the Researchers were last shown of who could record. */
  recordersShown: string;
  /** What everybody was last told is saved, and when. */
  savedTold: { at: number; ms: number };
  /** When pieces of the recording are moved into the bucket; null: not enough of them wait. */
  moveAt: number | null;
  /** When the next step of making the file is due. */
  finishAt: number | null;
  /** When the pieces of a file that was made without all of them go; null: none are kept. */
  clearAt: number | null;
  /** When to try again to write what is owed to D1; null: nothing is owed. */
  payAt: number | null;
}

export interface Removed {
  seat: string;
  person: string | null;
  n: number;
  name: string;
  role: Role;
  how: 'removed' | 'denied';
}

export const newLife = (): Life => ({
  seen: NOBODY,
  firstInAt: null,
  emptySince: null,
  shutAt: null,
  farewell: null,
  settled: false,
  reminded: { scheduleVersion: 0, kinds: [] },
  openTold: false,
  consented: null,
  unrecorded: null,
  kept: [],
  locked: false,
  guestsWait: null,
  removed: [],
  kit: NO_KIT,
  recording: null,
  voices: [],
  shown: '',
  recordersShown: '',
  savedTold: { at: 0, ms: 0 },
  moveAt: null,
  finishAt: null,
  clearAt: null,
  payAt: null,
});
