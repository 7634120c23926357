import { h } from '../join/dom.ts';
import type { PartUses } from './plan-page.ts';

const SAID = {
  none: 'Will you be there?',
  confirmed: "You said you'll be there.",
  declined: "You said you can't make it.",
} as const;

/** 'I'll be there' and 'I can't make it'; either can be pressed again later. */
export function answerPart({ view, wish, act }: PartUses): HTMLElement {
  const { plan, session } = view;
  const { scheduleVersion } = session;
  const yes = choice("I'll be there", plan.rsvp === 'confirmed');
  const no = choice("I can't make it", plan.rsvp === 'declined');
  if (wish === 'confirm') yes.dataset['wished'] = '';
  yes.onclick = () =>
    act(
      yes,
      { path: 'rsvp', body: { answer: 'confirmed', scheduleVersion } },
      `Thank you. ${session.hostName} sees that you'll be there.`,
    );
  no.onclick = () =>
    act(
      no,
      { path: 'rsvp', body: { answer: 'declined', scheduleVersion } },
      `Thank you for telling us. ${session.hostName} sees that you can't make it.`,
    );
  return h(
    'section',
    { className: 'part', ariaLabel: 'Your answer' },
    h('h2', {}, SAID[plan.rsvp]),
    plan.rsvp === 'none' ? null : h('p', { className: 'hint' }, 'Has that changed? Press the other button.'),
    h('div', { className: 'choices' }, yes, no),
  );
}

function choice(label: string, pressed: boolean): HTMLButtonElement {
  return h('button', { type: 'button', className: 'choice', ariaPressed: String(pressed) }, label);
}
