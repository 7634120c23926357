import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { openDb } from '../../worker/db/open.ts';
import {
  members,
  participants,
  recordings,
  seats,
  sessions,
  signIns,
  studies,
  workspaces,
} from '../../worker/db/schema.ts';
import type { Ctx } from '../../worker/domain/context.ts';
import { sha256 } from '../../worker/lib/random.ts';
import { recordingBase } from '../../worker/recordings/keys.ts';
import { createShelf } from '../../worker/recordings/shelf.ts';
import { openStore } from '../../worker/room/store.ts';

const DAY = 86_400_000;

/** A workspace with a Session that is being recorded, by a Researcher who is signed in and has a seat. */
export interface RecordedSession {
  ctx: Ctx;
  workspace: string;
  session: string;
  recording: string;
  /** Cookie header of the Researcher: signed in, and seated. */
  cookie: string;
}

export async function mintRecordedSession(
  names = { study: 'Checkout', participant: 'Asha Rao' },
): Promise<RecordedSession> {
  const now = Date.now();
  const db = openDb(env.DB);
  const id = () => crypto.randomUUID();
  const [workspace, host, study, participant, session, recording, seat] = [id(), id(), id(), id(), id(), id(), id()];
  const [signIn, seatCookie] = [id(), id()];
  const made = { workspaceId: workspace, createdAt: now };
  await db.batch([
    db.insert(workspaces).values({ id: workspace, name: 'Lab', createdAt: now }),
    db
      .insert(members)
      .values({ ...made, id: host, name: 'Ines', email: `${host}@lab.example`, zone: 'UTC', role: 'owner' }),
    db
      .insert(signIns)
      .values({ cookieHash: await sha256(signIn), memberId: host, createdAt: now, expiresAt: now + DAY }),
    db
      .insert(studies)
      .values({ ...made, id: study, title: names.study, lengthMinutes: 45, consentText: 'Yes', createdBy: host }),
    db
      .insert(participants)
      .values({ ...made, id: participant, name: names.participant, email: `${participant}@people.example` }),
    db.insert(sessions).values({
      ...made,
      id: session,
      studyId: study,
      participantId: participant,
      hostId: host,
      startsAt: now,
      endsAt: now + DAY / 24,
      zone: 'UTC',
      linkKid: 't1',
    }),
    db.insert(seats).values({
      id: seat,
      sessionId: session,
      role: 'researcher',
      personId: host,
      name: 'Ines',
      cookieHash: await sha256(seatCookie),
      linkVersion: 0,
      createdAt: now,
    }),
    db
      .insert(recordings)
      .values({ id: recording, sessionId: session, workspaceId: workspace, startedAt: Date.UTC(2025, 9, 14, 12) }),
  ]);
  await beginRecording(session, recording, seat);
  return {
    ctx: { db, env, now, later: () => undefined },
    workspace,
    session,
    recording,
    cookie: `__Host-fieldroom=${signIn}; fieldroom_researcher=${seatCookie}`,
  };
}

/** Puts the Room into the middle of a recording, and lets it wake up there. */
async function beginRecording(session: string, recording: string, seat: string): Promise<void> {
  const room = env.ROOM.getByName(session);
  await runInDurableObject(room, (_, { storage: { sql } }) => {
    const now = Date.now();
    const shelf = createShelf(sql);
    shelf.begin(recording, now, recordingBase(session, recording));
    const segment = shelf.openSegment(recording, now);
    const recorder = { seat, n: 1, segment, since: now };
    const segments = [{ seat, segment }];
    openStore(sql).live({
      recording: { id: recording, startedAt: now, phase: 'on', recorder, segments, resting: [], stoppedAt: null },
    });
  });
  await evictDurableObject(room);
}
