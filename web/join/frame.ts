import { h } from './dom.ts';

/** The page around every state: wordmark above, one main below; moves the focus to what is new. */
export function pageFrame(root: HTMLElement): { show(main: HTMLElement): void } {
  const mark = h('span', { className: 'mark', ariaHidden: 'true' });
  const slot = h(
    'div',
    { className: 'slot' },
    h('main', { className: 'closed', ariaBusy: 'true' }, h('p', {}, 'One moment')),
  );
  root.replaceChildren(h('div', { className: 'join' }, h('header', {}, mark, 'Fieldroom'), slot));
  let first = true;
  return {
    show(main) {
      slot.replaceChildren(main);
      if (!first) main.querySelector<HTMLElement>('h1')?.focus();
      first = false;
    },
  };
}
