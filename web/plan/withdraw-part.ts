import { h } from '../join/dom.ts';
import { fold } from './fold.ts';
import type { PartUses } from './plan-page.ts';

/** 'Withdraw my consent': behind a fold, since what was recorded is then deleted for good. */
export function withdrawPart({ view, act }: PartUses): HTMLElement {
  const { hostName, state } = view.session;
  const isToCome = state === 'early' || state === 'open';
  const button = h('button', { type: 'submit', className: 'quiet danger' }, 'Yes, withdraw and delete');
  const form = h(
    'form',
    { className: 'stack' },
    h('p', {}, 'Nothing more is recorded, and everything that was recorded of this Session is deleted for good.'),
    h('p', {}, `${hostName} is told.${isToCome ? ' You can still take part.' : ''}`),
    button,
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const done = 'Your consent is withdrawn. What was recorded is deleted.';
    act(button, { path: 'withdraw', body: {} }, done);
  };
  return fold('Withdraw my consent', false, false, [form]);
}
