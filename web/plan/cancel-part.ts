import { REASON_MAX } from '../../wire/limits.ts';
import { h } from '../join/dom.ts';
import { fold } from './fold.ts';
import type { PartUses } from './plan-page.ts';

/** 'Cancel the Session': behind a fold, since it cannot be taken back. */
export function cancelPart({ view, act }: PartUses): HTMLElement {
  const { hostName, scheduleVersion } = view.session;
  const reason = h('textarea', { id: 'reason', rows: 2, maxLength: REASON_MAX });
  const button = h('button', { type: 'submit', className: 'quiet danger' }, 'Yes, cancel the Session');
  const form = h(
    'form',
    { className: 'stack' },
    h('p', {}, `${hostName} is told at once, and this cannot be taken back here.`),
    h('label', { htmlFor: 'reason' }, 'Why, if you like to say'),
    reason,
    button,
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    act(button, { path: 'cancel', body: { reason: reason.value, scheduleVersion } }, 'The Session is cancelled.');
  };
  return fold('Cancel the Session', false, false, [form]);
}
