import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { InviteBody } from '../../../../wire/http.ts';
import { EMAIL_MAX, NAME_MAX } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { check } from '../../../lib/check.ts';
import { problemText } from '../../../lib/problems.ts';
import { membersQuery } from '../../../lib/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Fields, TextField } from '../../../ui/field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { queryClient } from '../../query-client.ts';

const WRONG = { name: 'Please give their name.', email: 'Please give a mail address.' };

/** Mails somebody an invitation into the workspace. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [errors, setErrors] = useState<FieldErrors | null>(null);
  const invite = useMutation({
    mutationFn: () => api.invite({ name, email }),
    onSuccess: () => {
      void queryClient.invalidateQueries(membersQuery);
      showToast(`${name} is being mailed an invitation.`);
      onClose();
    },
  });
  const submit = () => {
    const wrong = check(InviteBody, { name, email }, WRONG);
    setErrors(wrong);
    if (!wrong && !invite.isPending) invite.mutate();
  };
  return (
    <Dialog
      size="s"
      title="Invite somebody"
      intro="They get a mail with a link that is good for 7 days, and become a Researcher in this workspace."
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button kind="primary" type="submit" busy={invite.isPending}>
            Send invitation
          </Button>
        </>
      }
    >
      <Fields>
        {invite.error && <Banner tone="bad">{problemText(invite.error)}</Banner>}
        <TextField
          label="Name"
          autoComplete="off"
          maxLength={NAME_MAX}
          value={name}
          error={errors?.['name']}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Mail address"
          type="email"
          autoComplete="off"
          maxLength={EMAIL_MAX}
          value={email}
          error={errors?.['email']}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Fields>
    </Dialog>
  );
}
