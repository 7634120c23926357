import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { age, comeIn, roomWorld, soon, type RoomWorld, type Visitor } from '../../test/edge/room-world.ts';
import { MINUTE, NOTES_MAX } from '../../wire/limits.ts';
import { openDb } from '../db/open.ts';
import { notes } from '../db/schema.ts';

const db = openDb(env.DB);
const notesOf = (world: RoomWorld) => db.select().from(notes).where(eq(notes.sessionId, world.id));
const evict = (world: RoomWorld) => evictDurableObject(world.room);
const newId = (): string => crypto.randomUUID();
const write = (who: Visitor, text: string, { agoMs = 0, id = newId() } = {}) => {
  who.say({ t: 'note', id, text, agoMs });
  return id;
};

test('Researchers hear each other’s notes and markers, nobody else does, and D1 has them', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const ravi = await comeIn(world, 'researcher', { name: 'Ravi', person: 'ravi' });
  const pat = await comeIn(world, 'participant');
  const gus = await comeIn(world, 'guest');
  const id = write(rosa, 'Lost at the legend');
  const { note } = await ravi.hears('note');
  expect(note).toEqual({ id, n: 1, name: 'Rosa', text: 'Lost at the legend', at: note.at });
  await evict(world);
  write(ravi, '');
  expect((await rosa.hears('note')).note.id).toBe(id);
  expect((await rosa.hears('note')).note).toMatchObject({ name: 'Ravi', text: '' });
  const rows = await soon(
    () => notesOf(world),
    (all) => all.length === 2,
  );
  expect(rows.find((row) => row.id === id)).toMatchObject({
    memberId: world.hostId,
    name: 'Rosa',
    at: Date.parse(note.at),
  });
  for (const other of [pat, gus]) {
    write(other, 'mine');
    expect(await other.hears('error')).toMatchObject({ code: 'not_allowed', re: 'note' });
    other.say({ t: 'unnote', id });
    expect(await other.hears('error')).toMatchObject({ code: 'not_allowed', re: 'unnote' });
    expect(other.unheard()).not.toContain('note');
  }
});

test('a note belongs to the moment it was begun at, but not to one before anybody was in', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  await soon(
    () => runInDurableObject(world.room, (_, { storage }) => storage.sql.exec('SELECT 1 FROM ledger').toArray()),
    (owed) => owed.length === 0,
  );
  const firstIn = Date.now() - 5 * MINUTE;
  await evict(world);
  await age(world, 'documents', '$.firstInAt', firstIn);
  await evict(world);
  const before = Date.now();
  write(rosa, 'early', { agoMs: 10 * MINUTE });
  expect((await rosa.hears('note')).note.at).toBe(new Date(firstIn).toISOString());
  write(rosa, 'a minute ago', { agoMs: MINUTE });
  const at = Date.parse((await rosa.hears('note')).note.at);
  expect(at).toBeGreaterThanOrEqual(before - MINUTE);
  expect(at).toBeLessThanOrEqual(Date.now() - MINUTE);
});

test('the same id changes one’s own text and keeps its moment; others’ notes stay as they are', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const ravi = await comeIn(world, 'researcher', { name: 'Ravi', person: 'ravi' });
  const id = write(rosa, 'first');
  const { note } = await rosa.hears('note');
  await evict(world);
  write(rosa, 'second', { id, agoMs: 9_000 });
  expect((await rosa.hears('note')).note).toEqual({ ...note, text: 'second' });
  write(ravi, 'mine now', { id });
  expect(await ravi.hears('error')).toMatchObject({ code: 'not_allowed', re: 'note' });
  ravi.say({ t: 'unnote', id });
  expect(await ravi.hears('error')).toMatchObject({ code: 'not_allowed', re: 'unnote' });
  await soon(
    () => notesOf(world),
    ([row]) => row?.text === 'second',
  );
  // The same member in another browser: still their own.
  const elsewhere = await comeIn(world, 'researcher');
  expect((await elsewhere.hears('notes')).notes).toEqual([{ ...note, text: 'second' }]);
  elsewhere.say({ t: 'unnote', id });
  expect(await ravi.hears('unnote')).toEqual({ t: 'unnote', id });
  await soon(
    () => notesOf(world),
    (rows) => rows.length === 0,
  );
  elsewhere.say({ t: 'unnote', id });
  expect(await elsewhere.hears('unnote')).toEqual({ t: 'unnote', id });
});

test('an id of another Session’s note reaches nothing there', async () => {
  const [mine, theirs] = [await roomWorld(), await roomWorld()];
  const rosa = await comeIn(mine, 'researcher');
  const id = write(rosa, 'precious');
  await soon(
    () => notesOf(mine),
    (rows) => rows.length === 1,
  );
  const mallory = await comeIn(theirs, 'researcher', { person: mine.hostId });
  write(mallory, 'overwritten', { id });
  await mallory.hears('note');
  mallory.say({ t: 'unnote', id });
  await mallory.hears('unnote');
  write(mallory, 'and paid');
  await soon(
    () => notesOf(theirs),
    (rows) => rows.length === 1,
  );
  expect(await notesOf(mine)).toMatchObject([{ id, text: 'precious' }]);
});

test('a Session holds so many notes, and one more is refused while old ones may still change', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const id = write(rosa, 'one');
  await rosa.hears('note');
  await runInDurableObject(world.room, (_, { storage }) => {
    storage.sql.exec(
      `WITH RECURSIVE count(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM count WHERE i < ?)
       INSERT INTO notes (id, at, member, json) SELECT 'made-' || i, '', 'm', '{}' FROM count`,
      NOTES_MAX - 2,
    );
  });
  write(rosa, 'the last one');
  await rosa.hears('note');
  write(rosa, 'one too many');
  expect(await rosa.hears('error')).toMatchObject({ code: 'notes_full', re: 'note' });
  write(rosa, 'changed', { id });
  expect((await rosa.hears('note')).note.text).toBe('changed');
});
