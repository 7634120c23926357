import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { SessionRow } from '../../../../wire/http.ts';
import { MenuItems, Popover } from '../../../ui/menu.tsx';
import { useMe } from '../../shell/me.ts';
import { useNow } from '../../shell/use-now.ts';
import { DeleteParticipantDialog } from '../delete-participant-dialog.tsx';
import type { SessionAction } from './actions-of.ts';
import { ACTION_LABELS, actionsOf } from './actions-of.ts';
import type { AskingAction } from './session-dialog.tsx';
import { SessionDialog } from './session-dialog.tsx';
import css from './session-menu.module.css';
import { useMarkComplete } from './use-mark-complete.ts';

/** The further actions of a Session in a list, behind three dots. */
export function SessionMenu({ session }: { session: SessionRow }) {
  const actions = actionsOf(session, useNow());
  const [asked, setAsked] = useState<AskingAction | null>(null);
  const [deleting, setDeleting] = useState(false);
  const mayDelete = useMe().member.role === 'owner' && !session.participant.deleted;
  const complete = useMarkComplete();
  const run = (action: SessionAction) => (action === 'complete' ? complete.mutate(session.id) : setAsked(action));
  return (
    <>
      {(actions.length > 0 || mayDelete) && (
        <Popover
          label={`More for the Session with ${session.participant.name}`}
          trigger={<Ellipsis className={css.dots} aria-hidden="true" />}
        >
          <MenuItems>
            {actions.map((action) => (
              <button
                key={action}
                type="button"
                onClick={(event) => {
                  event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
                  run(action);
                }}
              >
                {ACTION_LABELS[action]}
              </button>
            ))}
            {mayDelete && (
              <button
                type="button"
                onClick={(event) => {
                  event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
                  setDeleting(true);
                }}
              >
                Delete participant
              </button>
            )}
          </MenuItems>
        </Popover>
      )}
      {deleting && <DeleteParticipantDialog {...session.participant} onClose={() => setDeleting(false)} />}
      {asked && <SessionDialog id={session.id} action={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
