import { Dialog } from '../../ui/dialog.tsx';
import { useMayTalk } from './room-context.ts';
import css from './shortcuts-dialog.module.css';

/** The list behind '?'. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const mayTalk = useMayTalk();
  const keys = [
    ...(mayTalk ? ([['M', 'Microphone on or off'] as const, ['V', 'Camera on or off'] as const] as const) : []),
    ['H', 'Raise or lower your hand'],
    ['L', 'Leave'],
    ['?', 'This list'],
  ] as const;
  return (
    <Dialog title="Keyboard shortcuts" size="s" onClose={onClose}>
      <dl className={css.keys}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
