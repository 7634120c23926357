import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RetentionPreview } from '../../../wire/http.ts';
import { RETENTION_MAX_DAYS, RETENTION_MIN_DAYS } from '../../../wire/limits.ts';
import { api } from '../../lib/api.ts';
import { problemText } from '../../lib/problems.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { showToast } from '../../ui/toasts.ts';
import { FormButtons } from './form-buttons.tsx';
import css from './retention-form.module.css';
import { ShorterRetention } from './shorter-retention.tsx';

interface RetentionFormProps {
  /** null: the workspace's, which may be left empty. */
  days: number | null;
  /** The workspace's days, where this is a Study's form. */
  workspaceDays?: number;
  /** The Study's id, where it is a Study's form. */
  study?: string;
  hint: string;
  save: (days: number | null) => Promise<unknown>;
}

/** How long recordings are kept after a Study closed. */
export function RetentionForm({ days, workspaceDays, study, hint, save }: RetentionFormProps) {
  const [typed, setTyped] = useState(days === null ? '' : String(days));
  const [error, setError] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ wish: number | null; days: number } & RetentionPreview>();
  const saving = useMutation({
    mutationFn: save,
    onSuccess: () => showToast('Saved.'),
    onSettled: () => setAsked(undefined),
  });
  const daysNow = days ?? workspaceDays ?? RETENTION_MAX_DAYS;
  /** Fewer days are asked about first, when something goes sooner by them. */
  const looking = useMutation({
    mutationFn: async (wish: number | null) => {
      const next = wish ?? workspaceDays ?? RETENTION_MAX_DAYS;
      const preview = next < daysNow ? await api.retention(next, study) : null;
      if (preview?.deletedAt) setAsked({ wish, days: next, ...preview });
      else saving.mutate(wish);
    },
  });
  const failure = looking.error ?? saving.error;

  const submit = () => {
    const number = Number(typed);
    const isInherited = workspaceDays !== undefined && typed.trim() === '';
    const isRight = Number.isInteger(number) && number >= RETENTION_MIN_DAYS && number <= RETENTION_MAX_DAYS;
    const wrong = !isInherited && !isRight;
    setError(wrong ? `Whole days, ${RETENTION_MIN_DAYS} to ${RETENTION_MAX_DAYS}.` : null);
    if (!wrong && !looking.isPending && !saving.isPending) looking.mutate(isInherited ? null : number);
  };

  return (
    <Form className={css.form} onSubmit={submit}>
      {failure && <Banner tone="bad">{problemText(failure)}</Banner>}
      <TextField
        label="Days to keep recordings"
        inputMode="numeric"
        optional={workspaceDays !== undefined}
        placeholder={workspaceDays === undefined ? '' : `${workspaceDays}, as the workspace`}
        hint={hint}
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.target.value)}
      />
      <FormButtons>
        <Button type="submit" busy={looking.isPending || (saving.isPending && !asked)}>
          Save
        </Button>
      </FormButtons>
      {asked?.deletedAt && (
        <ShorterRetention
          {...asked}
          deletedAt={asked.deletedAt}
          daysNow={daysNow}
          busy={saving.isPending}
          onSave={() => saving.mutate(asked.wish)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Form>
  );
}
