import type { LinkView } from '../../wire/http.ts';
import { h } from '../join/dom.ts';
import { icon } from '../join/icons.ts';

/** Somebody who is here by another link: a plan is the Participant's alone. */
export function elsewherePage({ session, seat }: LinkView): HTMLElement {
  const way =
    seat.role === 'researcher'
      ? h('a', { href: `/sessions/${encodeURIComponent(session.id)}` }, 'Session details')
      : h('a', { href: `/j/${encodeURIComponent(session.id)}` }, 'Join your Session');
  return h(
    'main',
    { className: 'closed' },
    h('div', { className: 'emblem' }, icon('host')),
    h('h1', { tabIndex: -1 }, 'This page is for the Participant'),
    h('p', {}, 'Here they say whether they come, or choose another time. There is nothing to do here for you.'),
    h('p', { className: 'ways' }, way),
  );
}
