import { h } from '../join/dom.ts';
import { KEY_LIST } from './keys.ts';
import { iconButton } from './parts.ts';

/** The list behind '?'. `members`: with what only the workspace's members can do. */
export function helpDialog(members: boolean): HTMLDialogElement {
  const close = iconButton(() => dialog.close());
  close.show('close', 'Close');
  const rows = KEY_LIST.filter((entry) => members || !entry.members).map(({ keys, text }) =>
    h('div', {}, h('dt', {}, ...keys.map((key) => h('kbd', {}, key))), h('dd', {}, text)),
  );
  const dialog = h(
    'dialog',
    { className: 'player-help', ariaLabel: 'Keyboard shortcuts' },
    h('header', {}, h('h2', {}, 'Keyboard shortcuts'), close.element),
    h('dl', {}, ...rows),
  );
  dialog.onmousedown = (event) => {
    if (event.target === dialog) dialog.close();
  };
  return dialog;
}
