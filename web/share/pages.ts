import { h } from '../join/dom.ts';
import type { IconName } from '../join/icons.ts';
import { icon } from '../join/icons.ts';

/** Expired, revoked, unknown, malformed: one and the same page (PRODUCT.md, Links). */
export const deadPage = (): HTMLElement =>
  page('unlink', 'This link no longer works', 'Ask the person who sent it to you for a new one.');

/** The network, the brake, the server. */
export const failedPage = (sentence: string, retry: () => void): HTMLElement =>
  page(
    'offline',
    'That did not work',
    sentence,
    h('button', { type: 'button', className: 'join-button', onclick: retry }, 'Try again'),
  );

function page(name: IconName, title: string, text: string, way?: HTMLElement): HTMLElement {
  document.title = `${title} - Fieldroom`;
  return h(
    'main',
    { className: 'closed' },
    h('div', { className: 'emblem' }, icon(name)),
    h('h1', { tabIndex: -1 }, title),
    h('p', {}, text),
    way ? h('p', { className: 'ways' }, way) : null,
  );
}
