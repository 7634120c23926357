import { useState } from 'react';
import { REASON_MAX } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Fields, TextArea } from '../../../ui/field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { ChangeRefused } from './change-refused.tsx';
import { ChangeRule } from './change-rule.tsx';
import type { ChangeDialogProps } from './session-dialog.tsx';
import { useSessionChange } from './use-session-change.ts';

/** 'Cancel Session': asks once; the reason is in the mails. */
export function CancelDialog({ session, onClose, onReload }: ChangeDialogProps) {
  const [reason, setReason] = useState('');
  const { name } = session.participant;
  const cancel = useSessionChange(
    () => api.cancelSession(session.id, { reason, scheduleVersion: session.scheduleVersion }),
    {
      done: () => {
        showToast(`Cancelled. ${name} and you are being mailed.`);
        onClose();
      },
    },
  );
  return (
    <Dialog
      size="s"
      title="Cancel this Session?"
      intro={`${name} and you are mailed, and the links no longer lead into a room. This cannot be taken back.`}
      onClose={onClose}
      onSubmit={() => cancel.isPending || cancel.mutate(undefined)}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" type="submit" busy={cancel.isPending}>
            Cancel Session
          </Button>
        </>
      }
    >
      <Fields>
        {cancel.error && <ChangeRefused error={cancel.error} onReload={onReload} />}
        <TextArea
          label="Reason"
          optional
          hint={<ReasonHint name={name} session={session} />}
          maxLength={REASON_MAX}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Fields>
    </Dialog>
  );
}

function ReasonHint({ name, session }: { name: string; session: ChangeDialogProps['session'] }) {
  return (
    <>
      {name} reads it in the mail. <ChangeRule session={session} />
    </>
  );
}
