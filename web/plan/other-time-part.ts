import { LENGTH_MIN_MINUTES, MINUTE, REASON_MAX } from '../../wire/limits.ts';
import { h } from '../join/dom.ts';
import { deviceZone, lengthInMinutes, showSpan } from '../lib/time.ts';
import { fold } from './fold.ts';
import type { PartUses } from './plan-page.ts';

/** 'Choose another time': of those on offer, or by asking for some. */
export function otherTimePart(uses: PartUses): HTMLElement {
  const { view, wish } = uses;
  const { offeredTimes, timeAsked } = view.plan;
  const children: HTMLElement[] = [];
  if (offeredTimes.length > 0) children.push(offered(uses));
  else if (timeAsked) {
    children.push(
      h('p', {}, `You asked ${view.session.hostName} for another time. When there are some, you get a mail with them.`),
    );
  }
  children.push(ask(uses));
  const isOpen = wish === 'change' || offeredTimes.length > 0;
  return fold('Choose another time', isOpen, wish === 'change', children);
}

function offered({ view, act }: PartUses): HTMLElement {
  const { session, plan } = view;
  const length = Math.max(LENGTH_MIN_MINUTES, lengthInMinutes(session.startsAt, session.endsAt));
  const move = h('button', { type: 'submit', className: 'join-button' }, 'Move the Session');
  const words = (startsAt: string) => showSpan(startsAt, Date.parse(startsAt) + length * MINUTE, deviceZone());
  const times = plan.offeredTimes.map((startsAt, index) => {
    const radio = h('input', { type: 'radio', name: 'time', value: startsAt, checked: index === 0 });
    return h('label', { className: 'agree' }, radio, h('span', { className: 'figures' }, words(startsAt)));
  });
  const form = h(
    'form',
    { className: 'stack' },
    h('fieldset', {}, h('legend', {}, `${session.hostName} offers these times, in your time zone:`), ...times),
    move,
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const startsAt = new FormData(form).get('time');
    if (typeof startsAt !== 'string') return;
    act(
      move,
      { path: 'choose-time', body: { startsAt, scheduleVersion: session.scheduleVersion } },
      `Your Session is now on ${words(startsAt)}. A new invitation is on its way to you.`,
    );
  };
  return form;
}

function ask({ view, act }: PartUses): HTMLElement {
  const { session, plan } = view;
  const note = h('textarea', { id: 'note', rows: 3, maxLength: REASON_MAX });
  const button = h('button', { type: 'submit', className: 'quiet' }, 'Ask for another time');
  const form = h(
    'form',
    { className: 'stack' },
    h(
      'label',
      { htmlFor: 'note' },
      plan.offeredTimes.length > 0 ? 'None of them? When would suit you?' : 'When would suit you?',
    ),
    note,
    button,
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    act(
      button,
      { path: 'ask-time', body: { note: note.value, scheduleVersion: session.scheduleVersion } },
      `${session.hostName} has your wish. Until there is another time, the Session stays as it is.`,
    );
  };
  return form;
}
