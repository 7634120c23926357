import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App, Meeting, Participant, Preset } from './kit.ts';
import type { Recording } from './recorder.ts';
import type { Service } from './service.ts';
import type { Webhook } from './webhooks.ts';

/** Changes are on disk so soon. ms. */
const EVERY = 500;
const FILE = 'state.json';
const DATES = new Set(['createdAt', 'updatedAt', 'invokedAt', 'startedAt', 'stoppedAt', 'expiresAt']);

/** What outlives the process: everything but who is in a meeting now, and what is being sent. */
interface Kept {
  /** base64 of the key of participants' tokens, and PEM of the webhooks' key. */
  keys: { tokens: string; signing: string };
  apps: App[];
  presets: Preset[];
  meetings: (Omit<Meeting, 'participants'> & { participants: (Omit<Participant, 'preset'> & { preset: string })[] })[];
  webhooks: Webhook[];
  /** Their files lie beside. */
  recordings: (Omit<Recording, 'meeting'> & { meeting: string })[];
}

/** What an earlier run has left in this folder; null for nothing. */
export function readKept(folder: string): Kept | null {
  const path = join(folder, FILE);
  if (!existsSync(path)) return null;
  return JSON.parse(readFileSync(path, 'utf8'), (key, value: unknown) =>
    DATES.has(key) && typeof value === 'string' ? new Date(value) : value,
  ) as Kept;
}

export function restore({ kit, webhooks, recorder }: Service, kept: Kept, folder: string): void {
  for (const app of kept.apps) kit.apps.set(app.id, app);
  for (const preset of kept.presets) kit.presets.set(preset.id, preset);
  for (const { participants, ...meeting } of kept.meetings) {
    const there = participants.flatMap(({ preset: id, ...participant }) => {
      const preset = kit.presets.get(id);
      return preset ? [[participant.id, { ...participant, preset }] as const] : [];
    });
    kit.meetings.set(meeting.id, { ...meeting, participants: new Map(there) });
  }
  for (const webhook of kept.webhooks) webhooks.all.set(webhook.id, webhook);
  for (const recording of kept.recordings) {
    const meeting = kit.meetings.get(recording.meeting);
    const path = filmPath(folder, recording.id);
    const isDone = recording.status === 'UPLOADED' && existsSync(path);
    // The recorder's bot has died with the process.
    const status = isDone ? 'UPLOADED' : 'ERRORED';
    const file = isDone ? readFileSync(path) : null;
    if (meeting) recorder.recordings.set(recording.id, { ...recording, meeting, status, file });
  }
}

/** Writes what is to be kept, now and whenever it changes; the answer writes once more and ends. */
export function keep(service: Service, folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  let written = '';
  const write = (): void => {
    const text = JSON.stringify(keptOf(service));
    if (text === written) return;
    for (const { id, file } of service.recorder.recordings.values()) {
      if (file && !existsSync(filmPath(folder, id))) writeFileSync(filmPath(folder, id), file);
    }
    writeFileSync(join(folder, `${FILE}.new`), text, { mode: 0o600 });
    renameSync(join(folder, `${FILE}.new`), join(folder, FILE));
    written = text;
  };
  write();
  const timer = setInterval(write, EVERY);
  return () => {
    clearInterval(timer);
    write();
  };
}

function keptOf({ kit, tokens, signing, webhooks, recorder }: Service): Kept {
  return {
    keys: { tokens: tokens.key, signing: signing.privateKey },
    apps: [...kit.apps.values()],
    presets: [...kit.presets.values()],
    meetings: [...kit.meetings.values()].map(({ participants, ...meeting }) => ({
      ...meeting,
      participants: [...participants.values()].map(({ preset, ...participant }) => ({
        ...participant,
        preset: preset.id,
      })),
    })),
    webhooks: [...webhooks.all.values()],
    recordings: [...recorder.recordings.values()].map(({ meeting, ...recording }) => ({
      ...recording,
      meeting: meeting.id,
      file: null,
    })),
  };
}

function filmPath(folder: string, id: string): string {
  return join(folder, `${id}.mp4`);
}
