import { expect, test } from 'vitest';
import type { RecordingView } from '../../../../wire/http.ts';
import { marksOf } from './marks-of.ts';

const END = 60_000;

type Told = Pick<RecordingView, 'notes' | 'chat' | 'people'>;

function marksFor(told: Partial<Told>) {
  const view: RecordingView = {
    id: 'r',
    status: 'ready',
    durationMs: END,
    bytes: 1,
    percent: null,
    deleted: null,
    session: { id: 's', studyId: 't', studyTitle: 'Checkout', participantName: 'Lena', startsAt: '', zone: 'UTC' },
    reason: null,
    zeroAt: '2025-10-14T12:00:00.000Z',
    fileName: 'Checkout.mp4',
    gaps: [],
    people: [],
    notes: [],
    chat: [],
    tracks: [],
    shares: [],
    ...told,
  };
  return marksOf(view);
}

test('a note stands with its words, one without words as a marker by who set it', () => {
  const note = { by: 'Ada', at: '2025-10-14T12:00:05.000Z', mine: true };
  const notes = [
    { ...note, id: 'a', text: 'Looks for the price', atMs: 5_000 },
    { ...note, id: 'b', text: '', atMs: 9_000 },
  ];
  expect(marksFor({ notes })).toEqual([
    { id: 'a', kind: 'note', atMs: 5_000, text: 'Looks for the price' },
    { id: 'b', kind: 'marker', atMs: 9_000, text: 'Ada' },
  ]);
});

test('a chat message stands with who wrote it', () => {
  const at = '2025-10-14T12:00:07.000Z';
  const chat: RecordingView['chat'] = [
    { id: 'c', at, atMs: 7_000, by: 'Lena', role: 'participant', room: 'all', text: 'Here?' },
  ];
  expect(marksFor({ chat })).toEqual([{ id: 'c', kind: 'chat', atMs: 7_000, text: 'Lena: Here?' }]);
});

test('who came and went within the file is marked, and who was in at its ends did neither', () => {
  const stay = (name: string, fromMs: number, toMs: number | null) => ({ name, role: 'guest' as const, fromMs, toMs });
  const people = [
    stay('Whole', 0, null),
    stay('Early', 0, 30_000),
    stay('Late', 20_000, END),
    stay('Short', 1, END - 1),
  ];
  expect(marksFor({ people }).map(({ id, kind, atMs, text }) => [id, kind, atMs, text])).toEqual([
    ['went-1', 'leave', 30_000, 'Early, Guest, left'],
    ['came-2', 'join', 20_000, 'Late, Guest, came in'],
    ['came-3', 'join', 1, 'Short, Guest, came in'],
    ['went-3', 'leave', END - 1, 'Short, Guest, left'],
  ]);
});

test('every mark has an id of its own', () => {
  const people = [0, 1].map((at) => ({ name: 'Mo', role: 'guest' as const, fromMs: 1_000 + at, toMs: 2_000 + at }));
  const ids = marksFor({ people }).map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
});
