import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { RETENTION_MAX_DAYS, RETENTION_MIN_DAYS } from '../../../wire/limits.ts';
import { problemText } from '../../lib/problems.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { showToast } from '../../ui/toasts.ts';
import { FormButtons } from './form-buttons.tsx';
import css from './retention-form.module.css';

interface RetentionFormProps {
  /** null: the workspace's, which may be left empty. */
  days: number | null;
  /** The workspace's days, where this is a Study's form. */
  workspaceDays?: number;
  hint: string;
  save: (days: number | null) => Promise<unknown>;
}

/** How long recordings are kept after a Study closed. */
export function RetentionForm({ days, workspaceDays, hint, save }: RetentionFormProps) {
  const [typed, setTyped] = useState(days === null ? '' : String(days));
  const [error, setError] = useState<string | null>(null);
  const saving = useMutation({ mutationFn: save, onSuccess: () => showToast('Saved.') });

  const submit = () => {
    const number = Number(typed);
    const isInherited = workspaceDays !== undefined && typed.trim() === '';
    const isRight = Number.isInteger(number) && number >= RETENTION_MIN_DAYS && number <= RETENTION_MAX_DAYS;
    const wrong = !isInherited && !isRight;
    setError(wrong ? `Whole days, ${RETENTION_MIN_DAYS} to ${RETENTION_MAX_DAYS}.` : null);
    if (!wrong && !saving.isPending) saving.mutate(isInherited ? null : number);
  };

  return (
    <Form className={css.form} onSubmit={submit}>
      {saving.error && <Banner tone="bad">{problemText(saving.error)}</Banner>}
      <TextField
        label="Keep recordings for so many days"
        inputMode="numeric"
        optional={workspaceDays !== undefined}
        placeholder={workspaceDays === undefined ? '' : `${workspaceDays}, as the workspace`}
        hint={hint}
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.target.value)}
      />
      <FormButtons>
        <Button type="submit" busy={saving.isPending}>
          Save
        </Button>
      </FormButtons>
    </Form>
  );
}
