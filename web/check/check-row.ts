import { h, setText } from '../join/dom.ts';
import { icon } from '../join/icons.ts';
import type { RowWords, Tone } from './rows.ts';

const ICONS = {
  wait: { cam: 'cam', mic: 'mic', speaker: 'speaker', network: 'clock' },
  ok: 'done',
  bad: 'warn',
} as const;
const SAYS: Record<Tone, string> = { wait: '', ok: 'Works: ', bad: 'Problem: ' };

export interface CheckRow {
  element: HTMLElement;
  /** Its buttons go in here. */
  ways: HTMLElement;
  set(words: RowWords): void;
}

/** One thing that must work: how it stands, and what to do. Spoken again only when it changes. */
export function checkRow(what: keyof typeof ICONS.wait): CheckRow {
  const sign = h('span', { className: 'sign' });
  const title = h('strong', {});
  const help = h('p', {});
  const ways = h('div', { className: 'row-ways' });
  const words = h('div', { role: 'status' }, title, help);
  const element = h('li', { className: 'check-row' }, sign, h('div', {}, words, ways));
  return {
    element,
    ways,
    set(next) {
      if (element.dataset['tone'] !== next.tone) {
        element.dataset['tone'] = next.tone;
        const shape = ICONS[next.tone];
        const said = h('span', { className: 'unseen' }, SAYS[next.tone]);
        sign.replaceChildren(icon(typeof shape === 'string' ? shape : shape[what]), said);
      }
      setText(title, next.title);
      setText(help, next.help);
    },
  };
}
