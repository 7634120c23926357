import { Dialog } from '../../ui/dialog.tsx';
import { useStore } from './room-context.ts';
import { SHORTCUTS } from './shortcuts.ts';
import css from './shortcuts-dialog.module.css';

/** The list behind '?'. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const state = useStore().get();
  return (
    <Dialog title="Keyboard shortcuts" size="s" onClose={onClose}>
      <dl className={css.keys}>
        {SHORTCUTS.filter(({ may }) => may?.(state) ?? true).map(({ key, does }) => (
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
