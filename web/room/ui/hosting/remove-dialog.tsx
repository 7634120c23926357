import type { Person } from '../../../../wire/room.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useRoom, useStore } from '../room-context.ts';
import css from './remove-dialog.module.css';

/** Asks once, and says what follows (PRODUCT.md, In the room: host controls). */
export function RemoveDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const store = useStore();
  const guestsWait = useRoom((state) => state.hosting?.guestsWait ?? false);
  const { n, name, role } = person;
  const remove = () => {
    store.host({ t: 'remove', n });
    onClose();
  };
  return (
    <Dialog
      title={`Remove ${name}?`}
      size="s"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button kind="danger" onClick={remove}>
            Remove
          </Button>
        </>
      }
    >
      <div className={css.words}>
        <p>
          They leave at once and cannot come back, not by another tab or the same link, until you choose 'Allow again'.
        </p>
        {role === 'guest' && (
          <p>
            {guestsWait
              ? 'Everybody with the Guest link still waits to be let in.'
              : 'The Guest link is shared, so from now on new Guests wait to be let in.'}{' '}
            To make the link useless, choose 'Regenerate link' in the Session details.
          </p>
        )}
      </div>
    </Dialog>
  );
}
