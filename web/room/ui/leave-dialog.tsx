import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import css from './leave-dialog.module.css';
import { useRoom } from './room-context.ts';
import { leftAlone } from './who.ts';

export interface LeaveDialogProps {
  onClose: () => void;
  onGo: (how: 'leave' | 'end') => void;
}

/** A Researcher's 'Leave': only they, or the meeting for all, which is asked once more (PRODUCT.md, In the room). */
export function LeaveDialog({ onClose, onGo }: LeaveDialogProps) {
  const alone = useRoom((state) => leftAlone(state.people, state.me));
  const recorded = useRoom(({ recording }) => recording.state === 'on' || recording.state === 'trouble');
  const [sure, setSure] = useState(false);

  if (sure) {
    const finish = recorded ? ' The recording is finished.' : '';
    return (
      <Dialog
        key="sure"
        size="s"
        title="End the meeting for all?"
        intro={`Everyone is shown 'The session has ended' and nobody can come back in.${finish}`}
        onClose={onClose}
        footer={
          <>
            <Button onClick={() => setSure(false)}>Back</Button>
            <Button kind="danger" onClick={() => onGo('end')}>
              End meeting for all
            </Button>
          </>
        }
      />
    );
  }
  return (
    <Dialog key="how" size="s" title="Leave?" onClose={onClose}>
      <div className={css.ways}>
        {alone && <p className={css.alone}>You are the last Researcher here. {alone} would stay alone in the room.</p>}
        <Button wide onClick={() => onGo('leave')}>
          Leave the room
        </Button>
        <p className={css.hint}>Only you go. The room stays open for the others, and you can come back.</p>
        <Button wide kind="danger" onClick={() => setSure(true)}>
          End meeting for all
        </Button>
        <p className={css.hint}>The Session ends here for everyone.</p>
      </div>
    </Dialog>
  );
}
