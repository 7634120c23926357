import { randomUUID } from 'node:crypto';
import { missing } from './errors.ts';
import { Happenings } from './happenings.ts';
import type { MeetingBody } from './meeting-schema.ts';
import type { PresetBody } from './preset-schema.ts';
import { Timers } from './timers.ts';

export interface App {
  id: string;
  name: string;
  createdAt: Date;
}

export interface Preset extends PresetBody {
  id: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface Meeting {
  id: string;
  settings: MeetingBody;
  status: 'ACTIVE' | 'INACTIVE';
  createdAt: Date;
  updatedAt: Date;
  participants: Map<string, Participant>;
}

export interface Participant {
  id: string;
  customId: string;
  /** What a person is called; null where the caller gave none: the client then fails to join, as it does with Cloudflare. */
  name: string | null;
  picture: string | null;
  preset: Preset;
  createdAt: Date;
  updatedAt: Date;
}

/** Somebody who is in a meeting now: one tab of a participant. */
export interface Peer {
  id: string;
  participant: Participant;
  joinedAt: Date;
}

/** From the first one who joins until all have left and the keep-alive has passed. */
export interface LiveSession {
  id: string;
  meeting: Meeting;
  startedAt: Date;
  endedAt: Date | null;
  peers: Map<string, Peer>;
  mostPeers: number;
}

/** All that the service knows, but for what each subject keeps to itself. */
export class Kit {
  readonly apps: Map<string, App>;
  readonly presets = new Map<string, Preset>();
  readonly meetings = new Map<string, Meeting>();
  readonly happenings = new Happenings();
  readonly timers = new Timers();

  constructor(appId: string = randomUUID()) {
    this.apps = new Map([[appId, { id: appId, name: 'Fieldroom', createdAt: new Date() }]]);
  }

  meeting(id: string): Meeting {
    const meeting = this.meetings.get(id);
    if (!meeting) throw missing('Meeting');
    return meeting;
  }

  presetNamed(name: string): Preset {
    const preset = [...this.presets.values()].find((candidate) => candidate.name === name);
    if (!preset) throw missing(`Preset ${name}`);
    return preset;
  }
}
