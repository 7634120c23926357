import { LATE_MINUTES } from '../../wire/limits.ts';
import { h } from '../join/dom.ts';
import type { PartUses } from './plan-page.ts';

/** 'I'm running late': the room is told, and waits longer. null when it is too early, or too late, to say so. */
export function latePart({ view, wish, act }: PartUses, canBeLate: boolean): HTMLElement | null {
  if (!canBeLate) return wish === 'late' ? tooEarly() : null;
  const { hostName } = view.session;
  const { lateMinutes } = view.plan;
  const buttons = LATE_MINUTES.map((minutes, index) => {
    const button = h(
      'button',
      { type: 'button', className: 'choice', ariaPressed: String(minutes === lateMinutes) },
      `${minutes} minutes`,
    );
    if (wish === 'late' && index === 0) button.dataset['wished'] = '';
    const done = `${hostName} knows: about ${minutes} minutes late. No need to hurry on the way.`;
    button.onclick = () => act(button, { path: 'late', body: { minutes } }, done);
    return button;
  });
  const says = lateMinutes
    ? `${hostName} knows that you come about ${lateMinutes} minutes late.`
    : `About how late? ${hostName} is told at once.`;
  return h(
    'section',
    { className: 'part', ariaLabel: "I'm running late" },
    h('h2', {}, "I'm running late"),
    h('p', { className: 'hint' }, says),
    h('div', { className: 'choices' }, ...buttons),
  );
}

const tooEarly = () =>
  h(
    'section',
    { className: 'part', ariaLabel: "I'm running late" },
    h('h2', {}, "I'm running late"),
    h('p', { className: 'hint' }, 'You can say so here from 1 hour before the start until 15 minutes after it.'),
  );
