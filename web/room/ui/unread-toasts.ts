import { useEffect, useEffectEvent, useRef } from 'react';
import { dismissToast, showToast } from '../../ui/toasts.ts';
import type { RoomState, ShownLine } from '../state.ts';
import { useRoom, useStore } from './room-context.ts';
import { useRoomUi } from './room-ui.ts';

/** As much of a message as one reads in passing, characters. */
const SHORT = 80;

/** What somebody writes while its chat is not open is shown in passing, and read aloud. */
export function UnreadToasts(): null {
  const store = useStore();
  const ui = useRoomUi();
  const lines = useRoom((state) => state.chat.lines);
  const reading = useRoom((state) => state.chat.reading);
  const known = useRef(new Set<string>());
  const shown = useRef<{ id: number; to: ShownLine['to'] }[]>([]);
  const show = useEffectEvent(ui.showPanel);

  useEffect(() => {
    const state = store.get();
    const fresh = lines.filter((line) => !known.current.has(line.id));
    known.current = new Set(lines.map(({ id }) => id));
    const news = fresh.filter((line) => line.n !== state.me && isUnread(state, line));
    const last = news.at(-1);
    if (!last) return;
    const action = { label: 'Open', run: () => show(last.to === 'all' ? 'chat' : 'backroom') };
    const id = showToast(news.length === 1 ? inPassing(state, last) : `${news.length} new messages`, 'said', {
      action,
    });
    shown.current.push({ id, to: last.to });
  }, [lines, store]);

  // Read where it stands: it need not be shown in passing any more.
  useEffect(() => {
    for (const { id, to } of shown.current) if (to === reading) dismissToast(id);
    shown.current = shown.current.filter(({ to }) => to !== reading);
  }, [reading]);
  return null;
}

const isUnread = ({ chat }: RoomState, line: ShownLine) => line.at > chat.readUntil[line.to];

function inPassing({ own }: RoomState, { to, name, text }: ShownLine): string {
  // The Participant may see this very screen.
  if (to === 'backroom' && own.screen) return 'New message';
  const line = text.replaceAll(/\s+/g, ' ');
  const short = line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
  return `${to === 'backroom' ? 'Backroom, ' : ''}${name}: ${short}`;
}
