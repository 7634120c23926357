import { expect, test, vi } from 'vitest';
import type { LinkView } from '../../wire/http.ts';
import type { TransportState } from './media/client.ts';
import { watchConnection } from './connection.ts';
import type { RoomState } from './state.ts';
import { firstState, watched } from './store.ts';

/** As in connection.ts. ms */
const GONE_FOR = 20_000;
const view = { seat: { id: 's', role: 'guest', name: '' }, guestPolicy: 'talk' } as LinkView;

function inTheRoom() {
  vi.useFakeTimers();
  const room = watched<RoomState>({ ...firstState(view), phase: { kind: 'in' } });
  const nothing = { measure: async () => null, spare: () => undefined };
  const connection = watchConnection(room, nothing, () => undefined);
  return {
    transport: (state: TransportState) => connection.transport(state),
    offline: () => connection.offline(),
    online: () => connection.online(),
    /** What is shown, and the newest thing said. */
    shown: () => [room.get().connection, room.get().notice?.text],
    [Symbol.dispose]() {
      connection.close();
      vi.useRealTimers();
    },
  };
}

test('picture and sound that are gone for long are said to be unreachable, and to be back once they are', () => {
  using page = inTheRoom();
  page.transport('lost');
  vi.advanceTimersByTime(GONE_FOR - 1);
  page.transport('lost');
  expect(page.shown()).toEqual(['reconnecting', 'Reconnecting…']);
  vi.advanceTimersByTime(1);
  expect(page.shown()).toEqual(['unreachable', 'Reconnecting…']);
  page.transport('well');
  expect(page.shown()).toEqual(['good', 'You are connected again']);
  page.transport('lost');
  vi.advanceTimersByTime(GONE_FOR - 1);
  expect(page.shown()).toEqual(['reconnecting', 'Reconnecting…']);
});

test('a service that lets us in no more is told apart from one that does not answer, and ends when it does', () => {
  using page = inTheRoom();
  page.transport('lost');
  page.transport('denied');
  expect(page.shown()[0]).toBe('denied');
  vi.advanceTimersByTime(GONE_FOR);
  expect(page.shown()[0]).toBe('denied');
  page.transport('lost');
  expect(page.shown()[0]).toBe('unreachable');
  page.transport('well');
  expect(page.shown()[0]).toBe('good');
});

test('without the Room everything waits for it first', () => {
  using page = inTheRoom();
  page.transport('denied');
  page.offline();
  expect(page.shown()[0]).toBe('reconnecting');
  page.online();
  expect(page.shown()[0]).toBe('denied');
});
