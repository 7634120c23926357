import { expect, test, vi } from 'vitest';
import { AppError } from '../../wire/errors.ts';
import type { ClientMessageInput } from '../../wire/room.ts';
import type { EntryChoice } from '../join/ports.ts';
import { createEntry, type EntryParts } from './entry.ts';
import type { Publication } from './media/client.ts';

const guest: EntryChoice = { name: 'Ada', mic: null, cam: null, speaker: '' };

function entry(parts: { offer?: Promise<Publication>; online?: boolean; canRecord?: Promise<boolean> } = {}) {
  const sent: ClientMessageInput[] = [];
  const media = { entry: () => parts.offer ?? null } as EntryParts['media'];
  const made = createEntry({
    media,
    canRecord: () => parts.canRecord ?? false,
    isOnline: () => parts.online ?? true,
    flags: () => ({ mic: parts.offer !== undefined, cam: false }),
    send: (message) => sent.push(message),
  });
  return { entry: made, sent };
}

test('without devices, enter leaves in the very task of the click', async () => {
  const { entry: door, sent } = entry();
  const entered = door.ask(() => guest);
  expect(sent).toEqual([{ t: 'enter', name: 'Ada', mic: false, cam: false }]);
  door.welcomed();
  await entered;
});

test('an open microphone goes along as an offer', async () => {
  const publish = { offer: 'sdp', tracks: [{ mid: '1', kind: 'mic' as const }], close: [] };
  const { entry: door, sent } = entry({ offer: Promise.resolve(publish) });
  const entered = door.ask(() => ({ ...guest, consent: { version: 3 } }));
  await new Promise((resolve) => setTimeout(resolve));
  expect(sent).toEqual([{ t: 'enter', name: 'Ada', consent: { version: 3 }, mic: true, cam: false, publish }]);
  door.welcomed();
  await entered;
});

test('an offer that fails does not keep anybody out', async () => {
  const { entry: door, sent } = entry({ offer: Promise.reject(new Error('no codec')) });
  const entered = door.ask(() => guest);
  await new Promise((resolve) => setTimeout(resolve));
  expect(sent).toEqual([{ t: 'enter', name: 'Ada', mic: true, cam: false }]);
  door.welcomed();
  await entered;
});

test('a click while the socket is away waits for it', async () => {
  const { entry: door, sent } = entry({ online: false });
  const entered = door.ask(() => guest);
  expect(sent).toEqual([]);
  door.again();
  expect(sent).toHaveLength(1);
  door.welcomed();
  await entered;
});

test('who is in enters again after a lost socket, who was refused does not', async () => {
  const { entry: door, sent } = entry();
  const refused = door.ask(() => ({ ...guest, name: '' }));
  door.refused(new AppError('name_needed'));
  await expect(refused).rejects.toMatchObject({ code: 'name_needed' });
  door.again();
  expect(sent).toHaveLength(1);
  const entered = door.ask(() => guest);
  door.welcomed();
  await entered;
  door.again();
  expect(sent).toHaveLength(3);
});

test('a browser that can record says so', async () => {
  const { entry: door, sent } = entry({ canRecord: Promise.resolve(true) });
  void door.ask(() => guest);
  await new Promise((resolve) => setTimeout(resolve));
  expect(sent).toMatchObject([{ canRecord: true }]);
  door.welcomed();
});

test('who waits to be let in may wait for ever, and enters with the devices of the moment when admitted', async () => {
  vi.useFakeTimers();
  try {
    const { entry: door, sent } = entry();
    const names = ['Ada', 'Ada Okafor'];
    const entered = door.ask(() => ({ ...guest, name: names.shift() ?? '' }));
    door.waiting();
    await vi.advanceTimersByTimeAsync(3_600_000);
    door.admitted();
    expect(sent).toMatchObject([
      { t: 'enter', name: 'Ada' },
      { t: 'enter', name: 'Ada Okafor' },
    ]);
    door.welcomed();
    await expect(entered).resolves.toBe('in');
  } finally {
    vi.useRealTimers();
  }
});

test("a 'Join' that nobody answers fails, also after being admitted", async () => {
  vi.useFakeTimers();
  try {
    const { entry: door } = entry();
    const entered = door.ask(() => guest);
    const refused = expect(entered).rejects.toMatchObject({ code: 'internal' });
    door.waiting();
    door.admitted();
    await vi.advanceTimersByTimeAsync(20_000);
    await refused;
  } finally {
    vi.useRealTimers();
  }
});

test('who stops waiting does not enter again by a new socket', async () => {
  const { entry: door, sent } = entry();
  const entered = door.ask(() => guest);
  door.waiting();
  door.stopWaiting();
  await expect(entered).resolves.toBe('stopped');
  door.again();
  expect(sent.map(({ t }) => t)).toEqual(['enter']);
});

test('a socket that is lost while waiting asks to come in again on the next', () => {
  const { entry: door, sent } = entry();
  void door.ask(() => guest);
  door.waiting();
  door.again();
  expect(sent.map(({ t }) => t)).toEqual(['enter', 'enter']);
});
