import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { WorkspacePatch } from '../../../../wire/http.ts';
import { NAME_MAX } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { check } from '../../../lib/check.ts';
import { problemText } from '../../../lib/problems.ts';
import { meQuery } from '../../../lib/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { FormButtons } from '../../parts/form-buttons.tsx';
import { queryClient } from '../../query-client.ts';
import { useMe } from '../../shell/me.ts';
import css from './settings.module.css';

/** The workspace's name. */
export function WorkspaceForm() {
  const { workspace } = useMe();
  const [name, setName] = useState(workspace.name);
  const [errors, setErrors] = useState<FieldErrors | null>(null);
  const save = useMutation({
    mutationFn: api.changeWorkspace,
    onSuccess: (me) => {
      queryClient.setQueryData(meQuery.queryKey, me);
      showToast('Saved.');
    },
  });

  const submit = () => {
    const wrong = check(WorkspacePatch, { name }, { name: 'Please give the workspace a name.' });
    setErrors(wrong);
    if (!wrong) save.mutate({ name });
  };

  return (
    <Form className={css.form} onSubmit={submit}>
      {save.error && <Banner tone="bad">{problemText(save.error)}</Banner>}
      <TextField
        label="Workspace name"
        autoComplete="organization"
        maxLength={NAME_MAX}
        value={name}
        error={errors?.['name']}
        onChange={(event) => setName(event.target.value)}
      />
      <FormButtons>
        <Button type="submit" busy={save.isPending}>
          Save
        </Button>
      </FormButtons>
    </Form>
  );
}
