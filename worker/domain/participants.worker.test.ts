import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { RoomWorld } from '../../test/edge/room-world.ts';
import { atRest, comeIn, visit } from '../../test/edge/room-world.ts';
import {
  linkSecrets,
  mintCtx,
  mintResearcher,
  mintSession,
  mintStudy,
  refusal,
  send,
  unique,
} from '../../test/world.ts';
import type { ParticipantTraces } from '../../wire/http.ts';
import { DAY } from '../../wire/limits.ts';
import { openDb } from '../db/open.ts';
import {
  auditLog,
  deviceChecks,
  mails,
  members,
  participants,
  recordings,
  seats,
  sessions,
  timeline,
} from '../db/schema.ts';
import { fileKey, recordingBase } from '../recordings/keys.ts';
import { deleteParticipant } from './participants.ts';
import { sweepRooms } from './rooms.ts';

/** Every row of every table that says one of these, as JSON: what a person leaves behind. */
async function rowsThatSay(...words: string[]): Promise<string[]> {
  const tables = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\' and name not like 'd1%' and name not like 'sqlite%'",
  ).all<{ name: string }>();
  const found = [];
  for (const { name } of tables.results) {
    const { results } = await env.DB.prepare(`select * from ${name}`).all();
    for (const row of results) {
      const json = JSON.stringify(row);
      if (words.some((word) => json.includes(word))) found.push(`${name}: ${json}`);
    }
  }
  return found;
}

/** The same of a Room's own storage. */
const storageThatSays = (id: string, ...words: string[]) =>
  runInDurableObject(env.ROOM.getByName(id), (_, { storage: { sql: own } }) =>
    ['documents', 'seats', 'ledger', 'chat_lines', 'notes'].flatMap((table) =>
      own
        .exec(`SELECT * FROM ${table}`)
        .toArray()
        .map((row) => `${table}: ${JSON.stringify(row)}`)
        .filter((row) => words.some((word) => row.includes(word))),
    ),
  );

/** Somebody with a Session that was held, with chat, notes and a recording, and one that is to come. */
async function mintHeard() {
  const signed = await mintResearcher();
  const study = await mintStudy(signed, { recordingPolicy: 'off' });
  const first = unique('Zaphira').replaceAll('-', '');
  const participant = { name: `${first} Quist`, email: `${first.toLowerCase()}@people.example` };
  const held = await mintSession(signed, study, { startsAt: Date.now() + 60_000, participant });
  const coming = await mintSession(signed, study, { startsAt: Date.now() + 3 * DAY, participant });
  const other = await mintSession(signed, study, { startsAt: Date.now() + 5 * DAY });
  const { id } = held.participant;
  const world: RoomWorld = {
    id: held.id,
    room: env.ROOM.getByName(held.id),
    participantId: id,
    hostId: signed.researcher.id,
  };
  const rosa = await comeIn(world, 'researcher');
  const them = await comeIn(world, 'participant', { name: participant.name });
  const say = (visitor: typeof rosa, text: string) =>
    visitor.say({ t: 'chat', id: crypto.randomUUID(), to: 'all', text });
  const note = (text: string) => rosa.say({ t: 'note', id: crypto.randomUUID(), text, agoMs: 0 });
  say(them, 'I live in Lyon.');
  say(rosa, `Thank you, ${first}!`);
  note(`${first.toUpperCase()} hesitates`);
  note('The price surprises');
  rosa.say({ t: 'stop', n: 2, kind: 'hand' });
  await rosa.hears('note');
  await rosa.hears('note');
  them.say({ t: 'leave' });
  rosa.say({ t: 'leave' });
  await Promise.all([them.closed, rosa.closed]);
  await atRest(world);
  const db = openDb(env.DB);
  await db
    .insert(deviceChecks)
    .values({ id: crypto.randomUUID(), sessionId: held.id, seatId: 'x', at: 1, result: {} as never });
  await db.update(sessions).set({ status: 'completed' }).where(eq(sessions.id, held.id));
  const recording = crypto.randomUUID();
  const objectKey = fileKey(recordingBase(held.id, recording));
  await env.RECORDINGS.put(objectKey, new Uint8Array(10));
  await db.insert(recordings).values({
    id: recording,
    sessionId: held.id,
    workspaceId: signed.researcher.workspace.id,
    status: 'ready',
    startedAt: 1,
    objectKey,
  });
  return { ...signed, study, first, participant, held, coming, other, id, world, recording, db };
}

test("'Delete participant' says beforehand what goes, and then it is gone everywhere", async () => {
  const heard = await mintHeard();
  const { cookie, id, held, coming, other, db, first, participant } = heard;
  const traces = await (await send('GET', `/api/participants/${id}/traces`, { cookie })).json<ParticipantTraces>();
  expect(traces).toMatchObject({ ...participant, sessions: 2, cancelled: 1, recordings: 1, chatLines: 1, notes: 1 });
  expect((await rowsThatSay(first, participant.email)).length).toBeGreaterThan(5);
  const before = await rowsThatSay('Asha Rao');

  expect((await send('DELETE', `/api/participants/${id}`, { cookie })).status).toBe(204);

  const words = [first, first.toUpperCase(), participant.email, 'Lyon'];
  expect(await rowsThatSay(...words)).toEqual([]);
  expect(await storageThatSays(held.id, ...words)).toEqual([]);
  expect(await storageThatSays(coming.id, ...words)).toEqual([]);
  expect((await env.RECORDINGS.list({ prefix: `recordings/${held.id}` })).objects).toEqual([]);
  expect(await rowsThatSay('The price surprises')).toHaveLength(1);
  expect(await rowsThatSay('Thank you, Deleted participant!')).toHaveLength(1);
  expect(await rowsThatSay('Asha Rao')).toEqual(before);
  const rows = await db.select().from(sessions).where(eq(sessions.participantId, id)).orderBy(sessions.startsAt);
  expect(rows.map(({ status }) => status)).toEqual(['completed', 'cancelled']);
  const [untouched] = await db.select().from(sessions).where(eq(sessions.id, other.id));
  expect(untouched?.status).toBe('scheduled');
});

test('nobody is mailed about it, and the audit log holds a proof without a name', async () => {
  const { cookie, id, coming, db, researcher, participant } = await mintHeard();
  const count = async () => (await db.select().from(mails).where(eq(mails.sessionId, coming.id))).length;
  const before = await count();
  await send('DELETE', `/api/participants/${id}`, { cookie });
  expect(await count()).toBe(before);
  const waiting = await db.select().from(mails).where(eq(mails.sessionId, coming.id));
  expect(new Set(waiting.map(({ status }) => status))).toEqual(new Set(['skipped']));
  const entries = await db.select().from(auditLog).where(eq(auditLog.workspaceId, researcher.workspace.id));
  const proof = entries.filter(({ kind }) => kind === 'participant_deleted');
  expect(proof).toMatchObject([{ memberId: researcher.id, detail: { participant: id, recordings: 1, notes: 1 } }]);
  expect(JSON.stringify(entries)).not.toContain(participant.email);
  const told = await db.select().from(timeline).where(eq(timeline.sessionId, coming.id));
  expect(told.map(({ kind }) => kind)).toContain('participant_deleted');
});

test('their links and open tabs are dead, and the same address can be invited afresh', async () => {
  const heard = await mintHeard();
  const { cookie, id, coming, world, researcher, study, participant } = heard;
  const { participant: secret } = await linkSecrets(researcher, coming.id);
  const atTheDoor = await visit(world, 'participant');
  await atTheDoor.hears('door');
  await send('DELETE', `/api/participants/${id}`, { cookie });
  await atTheDoor.hears('gone');
  const late = await visit(world, 'participant');
  await late.hears('gone');
  expect(await refusal(await send('POST', `/api/j/${coming.id}/exchange`, { body: { secret } }))).toBe('404 link_dead');
  const again = await mintSession(heard, study, { participant, startsAt: Date.now() + 7 * DAY });
  expect(again.participant.id).not.toBe(id);
});

test('only an Owner may, only in their own workspace, and not while somebody is in a room of theirs', async () => {
  const { cookie, id, db, researcher, held } = await mintHeard();
  const other = await mintResearcher();
  expect(await refusal(await send('DELETE', `/api/participants/${id}`))).toBe('401 not_signed_in');
  for (const [method, path] of [
    ['DELETE', ''],
    ['GET', '/traces'],
  ] as const) {
    const asked = (who: string, whom = id) => send(method, `/api/participants/${whom}${path}`, { cookie: who });
    expect(await refusal(await asked(other.cookie))).toBe('404 not_found');
    expect(await refusal(await asked(cookie, 'unknown'))).toBe('404 not_found');
  }
  await db.update(sessions).set({ inside: 1 }).where(eq(sessions.id, held.id));
  expect(await refusal(await send('DELETE', `/api/participants/${id}`, { cookie }))).toBe('409 conflict');
  await db.update(members).set({ role: 'researcher' }).where(eq(members.id, researcher.id));
  expect(await refusal(await send('DELETE', `/api/participants/${id}`, { cookie }))).toBe('403 owner_only');
  const [person] = await db.select().from(participants).where(eq(participants.id, id));
  expect(person?.deletedAt).toBeNull();
});

test('when D1 fails nothing is half gone, and pressing again finishes it; a third time changes nothing', async () => {
  const { id, researcher, first, db, held, cookie } = await mintHeard();
  const ctx = mintCtx();
  const failing = Object.assign(Object.create(ctx.db) as typeof ctx.db, {
    batch: () => Promise.reject(new Error('D1 does not answer.')),
  });
  await expect(deleteParticipant({ ...ctx, db: failing }, researcher, id)).rejects.toThrow('D1 does not answer');
  const [person] = await db.select().from(participants).where(eq(participants.id, id));
  expect(person).toMatchObject({ deletedAt: null });
  expect(person?.name).toContain(first);
  await deleteParticipant(mintCtx(), researcher, id);
  expect(await rowsThatSay(first)).toEqual([]);
  const marks = await db.select().from(timeline).where(eq(timeline.sessionId, held.id));
  expect((await send('DELETE', `/api/participants/${id}`, { cookie })).status).toBe(204);
  expect(await db.select().from(timeline).where(eq(timeline.sessionId, held.id))).toHaveLength(marks.length);
});

test('a Room that learns the name anew is told by the sweep to forget it', async () => {
  const { id, researcher, db, held, world, first } = await mintHeard();
  await deleteParticipant(mintCtx(), researcher, id);
  await runInDurableObject(world.room, (_, { storage }) => {
    storage.sql.exec(
      "UPDATE seats SET json = json_set(json, '$.name', ?) WHERE json_extract(json, '$.role') = 'participant'",
      first,
    );
  });
  await db
    .update(sessions)
    .set({ factsVersion: sql`${sessions.factsVersion} + 1` })
    .where(eq(sessions.id, held.id));
  await evictDurableObject(world.room);
  await sweepRooms(mintCtx());
  expect(await storageThatSays(held.id, first)).toEqual([]);
});

test('a name they went by before an invitation gave them another goes, too', async () => {
  const heard = await mintHeard();
  const { id, researcher, study, participant, first, db, held } = heard;
  await db.insert(seats).values({
    ...someSeat,
    id: crypto.randomUUID(),
    cookieHash: crypto.randomUUID(),
    sessionId: held.id,
    personId: id,
    name: participant.name,
  });
  const other = unique('Yorick').replaceAll('-', '');
  const renamed = { name: `${other} Voss`, email: participant.email };
  await mintSession(heard, study, { participant: renamed, startsAt: Date.now() + 9 * DAY });
  await deleteParticipant(mintCtx(), researcher, id);
  expect(await rowsThatSay(first, other)).toEqual([]);
  expect(await storageThatSays(held.id, first, other)).toEqual([]);
});

const someSeat = { role: 'participant', linkVersion: 1, createdAt: 1 } as const;
