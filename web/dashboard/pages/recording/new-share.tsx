import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RecordingView } from '../../../../wire/http.ts';
import { ShareBody } from '../../../../wire/http.ts';
import { PASSCODE_MAX, PASSCODE_MIN, SHARE_MAX_DAYS, SHARE_MIN_DAYS } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { check } from '../../../lib/check.ts';
import { problemText } from '../../../lib/problems.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { FieldRow, TextField } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keepShare } from './kept-shares.ts';
import css from './share.module.css';

const SENTENCES: FieldErrors = {
  days: `Between ${SHARE_MIN_DAYS} and ${SHARE_MAX_DAYS} days.`,
  passcode: `${PASSCODE_MIN} to ${PASSCODE_MAX} characters, or none.`,
};

/** How long a new link works and what it asks for. */
export function NewShare({ recording }: { recording: RecordingView }) {
  const [days, setDays] = useState('7');
  const [passcode, setPasscode] = useState('');
  const [errors, setErrors] = useState<FieldErrors>({});
  const create = useMutation({
    mutationFn: (body: ShareBody) => api.createShare(recording.id, body),
    onSuccess: (share) => {
      keepShare(recording.id, share);
      setPasscode('');
      showToast('Link created.');
    },
  });
  const submit = () => {
    const body = { days: days.trim() === '' ? NaN : Number(days), ...(passcode && { passcode }) };
    const wrong = check(ShareBody, body, SENTENCES);
    setErrors(wrong ?? {});
    if (!wrong && !create.isPending) create.mutate(body);
  };
  return (
    <Form className={css.form} onSubmit={submit}>
      {create.error && <Banner tone="bad">{problemText(create.error)}</Banner>}
      <FieldRow>
        <TextField
          label="Works for how many days"
          type="number"
          inputMode="numeric"
          min={SHARE_MIN_DAYS}
          max={SHARE_MAX_DAYS}
          error={errors['days']}
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
        <TextField
          label="Passcode"
          optional
          hint="Send it separately from the link."
          error={errors['passcode']}
          autoComplete="off"
          value={passcode}
          onChange={(event) => setPasscode(event.target.value)}
        />
      </FieldRow>
      <div>
        <Button kind="primary" type="submit" busy={create.isPending}>
          Create link
        </Button>
      </div>
    </Form>
  );
}
