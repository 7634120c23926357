import { h } from '../join/dom.ts';
import type { Mark } from './marks.ts';
import { GROUP_LABELS, GROUP_OF } from './marks.ts';
import type { MarkGroup } from './memory.ts';
import { keepLikes, MARK_GROUPS, recallLikes } from './memory.ts';

/** 'Notes', 'Chat', 'Joins': which marks stand on the timeline. Only what there is, is offered. */
export function markToggles(change: (hidden: readonly MarkGroup[]) => void): {
  element: HTMLElement;
  setMarks: (marks: readonly Mark[]) => void;
} {
  let hidden = recallLikes().hidden;
  const buttons = MARK_GROUPS.map((group) => {
    const button = h(
      'button',
      { type: 'button', className: 'player-toggle', ariaPressed: String(!hidden.includes(group)) },
      GROUP_LABELS[group],
    );
    button.dataset['group'] = group;
    button.onclick = () => {
      hidden = hidden.includes(group) ? hidden.filter((one) => one !== group) : [...hidden, group];
      button.ariaPressed = String(!hidden.includes(group));
      keepLikes({ hidden });
      change(hidden);
    };
    return { group, button };
  });
  const element = h(
    'div',
    { className: 'player-toggles', role: 'group', ariaLabel: 'Show on the timeline', hidden: true },
    ...buttons.map(({ button }) => button),
  );
  change(hidden);
  return {
    element,
    setMarks(marks) {
      const groups = new Set(marks.map(({ kind }) => GROUP_OF[kind]));
      for (const { group, button } of buttons) button.hidden = !groups.has(group);
      element.hidden = groups.size === 0;
    },
  };
}
