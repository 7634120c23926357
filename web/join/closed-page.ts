import type { LinkView } from '../../wire/http.ts';
import { deviceZone, showSpan } from '../lib/time.ts';
import { h } from './dom.ts';
import type { IconName } from './icons.ts';
import { icon } from './icons.ts';

/** Why nobody comes in here (any more). */
export type Closed =
  | { kind: 'dead'; sessionId: string }
  | { kind: 'over'; view: LinkView }
  | { kind: 'cancelled'; view: LinkView }
  | { kind: 'elsewhere' }
  | { kind: 'denied' | 'removed' }
  | { kind: 'failed'; sentence: string; retry: () => void };

/** One quiet page: what is the case, and what to do now. */
export function closedPage(closed: Closed): HTMLElement {
  switch (closed.kind) {
    case 'dead':
      return page('unlink', 'This link no longer works', 'Ask the person who sent it to you for a new one.', [
        h('a', { href: `/sign-in?next=/j/${encodeURIComponent(closed.sessionId)}` }, 'Researcher? Sign in'),
      ]);
    case 'over':
      return page('done', 'This Session is over', thanks(closed.view), researcherWay(closed.view));
    case 'cancelled':
      return page('cancelled', 'This Session was cancelled', cancelled(closed.view), researcherWay(closed.view));
    case 'elsewhere':
      return page('done', 'You are here in another tab', 'This Session is open in another tab or on another device.', [
        h('button', { type: 'button', className: 'quiet', onclick: () => location.reload() }, 'Use this tab instead'),
      ]);
    case 'denied':
      return page('shut', 'You were not let in', 'A Researcher did not let you in this time.', [tryAgain()]);
    case 'removed':
      return page(
        'shut',
        'You were removed from this Session',
        'You can come back only when a Researcher allows it. Was it a mistake? Tell the person who invited you.',
        [tryAgain()],
      );
    case 'failed':
      return page('offline', 'That did not work', closed.sentence, [
        h('button', { type: 'button', className: 'join-button', onclick: closed.retry }, 'Try again'),
      ]);
  }
  return closed satisfies never;
}

function page(name: IconName, title: string, text: string, ways: HTMLElement[]): HTMLElement {
  document.title = `${title} - Fieldroom`;
  const heading = h('h1', { tabIndex: -1 }, title);
  return h(
    'main',
    { className: 'closed' },
    h('div', { className: 'emblem' }, icon(name)),
    heading,
    h('p', {}, text),
    ways.length ? h('p', { className: 'ways' }, ...ways) : null,
  );
}

/** A Researcher may have allowed it meanwhile. */
const tryAgain = () =>
  h('button', { type: 'button', className: 'quiet', onclick: () => location.reload() }, 'Try again');

const thanks = ({ session, seat }: LinkView) =>
  seat.role === 'participant' ? `Thank you for taking part in ${session.studyTitle}.` : session.studyTitle;

function cancelled({ session, seat }: LinkView): string {
  const when = showSpan(session.startsAt, session.endsAt, deviceZone());
  const what = `${session.studyTitle}, hosted by ${session.hostName}, was planned for ${when}.`;
  return seat.role === 'participant'
    ? `${what} There is nothing you need to do. Was that not what you wanted? Answer the mail to tell ${session.hostName}.`
    : `${what} There is nothing you need to do.`;
}

const researcherWay = ({ seat }: LinkView) =>
  seat.role === 'researcher' ? [h('a', { href: '/' }, 'Go to your Studies')] : [];
