import './waiting-room.css';
import { playChime } from './chime.ts';
import { h, setText } from './dom.ts';
import { icon } from './icons.ts';

/** Who looks at the page already reads it so long, ms. */
const TITLE_STAYS = 3_000;

export interface WaitingRoom {
  element: HTMLElement;
  /** What a Researcher said meanwhile; null: nothing. */
  setHeld(held: { text: string; by: string } | null): void;
}

/** Stands in the place of the entry form until a Researcher has decided. */
export function waitingRoom(stop: () => void): WaitingRoom {
  const title = h('h2', { tabIndex: -1 }, 'You are in the waiting room');
  const said = h('p', { className: 'held-text' });
  const by = h('p', { className: 'held-by' });
  const held = h('div', { className: 'held', hidden: true }, said, by);
  const words = h(
    'div',
    { className: 'waiting-words', role: 'status' },
    h('p', {}, 'A Researcher will let you in.'),
    held,
  );
  const element = h(
    'section',
    { className: 'waiting' },
    h('div', { className: 'waiting-head' }, icon('clock'), title),
    words,
    h(
      'p',
      { className: 'hint' },
      'Keep this page open: you come in by yourself, with camera and microphone as you set them here.',
    ),
    h('button', { type: 'button', className: 'quiet', onclick: stop }, 'Stop waiting'),
  );
  return {
    element,
    setHeld(word) {
      held.hidden = word === null;
      setText(said, word?.text ?? '');
      setText(by, word?.by ?? '');
    },
  };
}

/** Let in: heard and seen in the tab's title by those who look elsewhere, until they look here. */
export function sayAdmitted(speaker: string, titleInside: string): void {
  document.title = 'You can come in - Fieldroom';
  playChime(speaker).catch((cause: unknown) => console.info('no chime', cause));
  const look = () => {
    if (document.hidden) return;
    document.removeEventListener('visibilitychange', look);
    document.title = titleInside;
  };
  document.addEventListener('visibilitychange', look);
  setTimeout(look, TITLE_STAYS);
}
