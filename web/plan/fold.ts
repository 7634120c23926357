import { h } from '../join/dom.ts';

/** A part that opens when its title is pressed. `wished`: the mail's button was for it. */
export function fold(title: string, open: boolean, wished: boolean, children: HTMLElement[]): HTMLElement {
  const summary = h('summary', {}, title);
  if (wished) summary.dataset['wished'] = '';
  return h('details', { className: 'part fold', open }, summary, h('div', { className: 'folded' }, ...children));
}
