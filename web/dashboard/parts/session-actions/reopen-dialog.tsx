import { useState } from 'react';
import { REASON_MAX } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Fields, TextArea } from '../../../ui/field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { ChangeRefused } from './change-refused.tsx';
import type { ChangeDialogProps } from './session-dialog.tsx';
import { useSessionChange } from './use-session-change.ts';

/** 'Reopen': back to 'Needs review', for a reason that stays in the timeline. */
export function ReopenDialog({ session, onClose, onReload }: ChangeDialogProps) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const reopen = useSessionChange(() => api.reopen(session.id, reason), {
    done: () => {
      showToast("Reopened. It is in 'Ongoing' and needs review.");
      onClose();
    },
  });
  const submit = () => {
    setMissing(!reason.trim());
    if (reason.trim() && !reopen.isPending) reopen.mutate(undefined);
  };
  return (
    <Dialog
      size="s"
      title="Reopen this Session?"
      intro="It goes back to 'Needs review'. Nobody is mailed."
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" type="submit" busy={reopen.isPending}>
            Reopen
          </Button>
        </>
      }
    >
      <Fields>
        {reopen.error && <ChangeRefused error={reopen.error} onReload={onReload} />}
        <TextArea
          label="Why?"
          hint="It is kept in the timeline."
          error={missing ? 'Please say why, for whoever looks at this later.' : null}
          maxLength={REASON_MAX}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Fields>
    </Dialog>
  );
}
