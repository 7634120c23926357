import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { comeIn, soon, type RoomWorld } from '../../test/edge/room-world.ts';
import { mintCtx, mintResearcher, mintSession, mintStudy, refusal, send, type Signed } from '../../test/world.ts';
import type { ChatRow, NoteRow } from '../../wire/http.ts';
import { MINUTE, NOTE_MAX, NOTES_MAX, OPENS_BEFORE } from '../../wire/limits.ts';
import { chatLines, notes } from '../db/schema.ts';

interface Place {
  signed: Signed;
  id: string;
  startsAt: number;
}
/** A Session whose room is open, of a workspace of its own. */
async function place(signed?: Signed): Promise<Place> {
  const own = signed ?? (await mintResearcher());
  const study = await mintStudy(own, { recordingPolicy: 'off' });
  const startsAt = Date.now() + MINUTE;
  const { id } = await mintSession(own, study, { startsAt });
  return { signed: own, id, startsAt };
}
const listOf = async ({ signed, id }: Place): Promise<NoteRow[]> => {
  const answer = await send('GET', `/api/sessions/${id}/notes`, { cookie: signed.cookie });
  const { notes: rows }: { notes: NoteRow[] } = await answer.json();
  return rows;
};
const add = ({ signed, id }: Place, text: string, at = new Date().toISOString()) =>
  send('POST', `/api/sessions/${id}/notes`, { cookie: signed.cookie, body: { at, text } });
const added = async (where: Place, text: string) => (await (await add(where, text)).json()) as NoteRow;
const roomWorldOf = ({ signed, id }: Place): RoomWorld => ({
  id,
  room: env.ROOM.getByName(id),
  participantId: '',
  hostId: signed.researcher.id,
});

test('notes are added, changed and deleted on the dashboard, by the moment they belong to', async () => {
  const here = await place();
  const later = await added(here, 'later');
  expect(later).toMatchObject({ by: here.signed.researcher.name, mine: true, text: 'later' });
  const opened = new Date(here.startsAt - OPENS_BEFORE).toISOString();
  const first = (await (await add(here, '', opened)).json()) as NoteRow;
  expect(await listOf(here)).toEqual([first, later]);
  const { cookie } = here.signed;
  const path = `/api/sessions/${here.id}/notes/${first.id}`;
  const changed = await send('PATCH', path, { cookie, body: { text: 'now with words' } });
  expect(await changed.json()).toEqual({ ...first, text: 'now with words' });
  expect((await send('DELETE', path, { cookie })).status).toBe(204);
  expect(await listOf(here)).toEqual([later]);
  expect(await refusal(await send('DELETE', path, { cookie }))).toBe('404 not_found');
});

test('a note belongs to a moment of the Session that has passed, and is at most 4,000 characters', async () => {
  const here = await place();
  const before = new Date(here.startsAt - OPENS_BEFORE - 1).toISOString();
  const ahead = new Date(Date.now() + MINUTE).toISOString();
  expect(await refusal(await add(here, 'x', before))).toBe('400 bad_input');
  expect(await refusal(await add(here, 'x', ahead))).toBe('400 bad_input');
  expect(await refusal(await add(here, 'x', 'yesterday'))).toBe('400 bad_input');
  expect(await refusal(await add(here, 'x'.repeat(NOTE_MAX + 1)))).toBe('400 bad_input');
  expect((await add(here, 'x'.repeat(NOTE_MAX))).status).toBe(201);
});

test('a Session holds so many notes and no more', async () => {
  const here = await place();
  const { db } = mintCtx();
  const row = { sessionId: here.id, memberId: 'm', name: 'M', text: '', at: 0, changedAt: 0 };
  for (let from = 0; from < NOTES_MAX - 1; from += 10) {
    const count = Math.min(10, NOTES_MAX - 1 - from);
    await db.insert(notes).values(Array.from({ length: count }, (_, i) => ({ ...row, id: `${here.id}-${from + i}` })));
  }
  expect((await add(here, 'the last')).status).toBe(201);
  expect(await refusal(await add(here, 'one more'))).toBe('409 notes_full');
});

test('other workspaces find nothing, and other members’ notes stay as they are', async () => {
  const here = await place();
  const note = await added(here, 'ours');
  const stranger = { ...(await place()), id: here.id };
  const path = `/api/sessions/${here.id}/notes/${note.id}`;
  const { cookie } = stranger.signed;
  expect(await refusal(await send('GET', `/api/sessions/${here.id}/notes`, { cookie }))).toBe('404 not_found');
  expect(await refusal(await send('GET', `/api/sessions/${here.id}/chat`, { cookie }))).toBe('404 not_found');
  expect(await refusal(await add(stranger, 'theirs'))).toBe('404 not_found');
  expect(await refusal(await send('PATCH', path, { cookie, body: { text: 'x' } }))).toBe('404 not_found');
  expect(await refusal(await send('DELETE', path, { cookie }))).toBe('404 not_found');
  await mintCtx().db.update(notes).set({ memberId: 'a colleague' }).where(eq(notes.id, note.id));
  const own = here.signed.cookie;
  expect(await refusal(await send('PATCH', path, { cookie: own, body: { text: 'x' } }))).toBe('404 not_found');
  expect(await refusal(await send('DELETE', path, { cookie: own }))).toBe('404 not_found');
  expect(await listOf(here)).toEqual([{ ...note, mine: false }]);
  expect(await refusal(await send('GET', `/api/sessions/${here.id}/notes`))).toBe('401 not_signed_in');
});

test('a note of the call is the same one on the dashboard, and each side hears of the other’s changes', async () => {
  const here = await place();
  const { cookie, researcher } = here.signed;
  const world = roomWorldOf(here);
  const rosa = await comeIn(world, 'researcher', { name: researcher.name });
  const id = crypto.randomUUID();
  rosa.say({ t: 'note', id, text: 'in the call', agoMs: 0 });
  const { note } = await rosa.hears('note');
  const rows = await soon(
    () => listOf(here),
    (all) => all.length === 1,
  );
  expect(rows).toEqual([{ id, by: researcher.name, mine: true, text: 'in the call', at: note.at }]);
  const path = `/api/sessions/${here.id}/notes/${id}`;
  await send('PATCH', path, { cookie, body: { text: 'on the dashboard' } });
  expect((await rosa.hears('note')).note).toEqual({ ...note, text: 'on the dashboard' });
  const extra = await added(here, 'added there');
  expect((await rosa.hears('note')).note).toMatchObject({ id: extra.id, n: 0, text: 'added there' });
  rosa.say({ t: 'note', id: extra.id, text: 'and changed here', agoMs: 0 });
  await rosa.hears('note');
  await soon(
    () => listOf(here),
    (all) => all.some(({ text }) => text === 'and changed here'),
  );
  await send('DELETE', path, { cookie });
  expect(await rosa.hears('unnote')).toEqual({ t: 'unnote', id });
  const back = await comeIn(world, 'researcher', { name: researcher.name });
  expect((await back.hears('notes')).notes.map(({ text }) => text)).toEqual(['and changed here']);
});

test('the chat is listed oldest first, with the backroom’s lines told apart', async () => {
  const here = await place();
  const { cookie, researcher } = here.signed;
  const chatOf = async () => {
    const answer = await send('GET', `/api/sessions/${here.id}/chat`, { cookie });
    const { lines }: { lines: ChatRow[] } = await answer.json();
    return lines;
  };
  expect(await chatOf()).toEqual([]);
  const world = roomWorldOf(here);
  const rosa = await comeIn(world, 'researcher', { name: researcher.name });
  rosa.say({ t: 'chat', id: crypto.randomUUID(), to: 'all', text: 'Hello' });
  rosa.say({ t: 'chat', id: crypto.randomUUID(), to: 'backroom', text: 'Ready?' });
  const lines = await soon(chatOf, (all) => all.length === 2);
  expect(lines.map(({ by, role, room, text }) => [by, role, room, text])).toEqual([
    [researcher.name, 'researcher', 'all', 'Hello'],
    [researcher.name, 'researcher', 'backroom', 'Ready?'],
  ]);
});

test('a line whose id was used in another Session is in the record all the same', async () => {
  const [one, two] = [await place(), await place()];
  const id = crypto.randomUUID();
  for (const here of [one, two]) {
    const rosa = await comeIn(roomWorldOf(here), 'researcher', { name: 'Rosa' });
    rosa.say({ t: 'chat', id, to: 'all', text: here.id });
    await rosa.hears('chat');
  }
  const { db } = mintCtx();
  for (const { id: session } of [one, two]) {
    const rows = await soon(
      () => db.select().from(chatLines).where(eq(chatLines.sessionId, session)),
      (all) => all.length === 1,
    );
    expect(rows[0]?.text).toBe(session);
  }
});
