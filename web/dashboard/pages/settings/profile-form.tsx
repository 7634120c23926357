import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { MeBody } from '../../../../wire/http.ts';
import { NAME_MAX } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { check } from '../../../lib/check.ts';
import { problemText } from '../../../lib/problems.ts';
import { meQuery } from '../../../lib/queries.ts';
import { deviceZone } from '../../../lib/time.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { FormButtons } from '../../parts/form-buttons.tsx';
import { ZoneField } from '../../parts/zone-field.tsx';
import { queryClient } from '../../query-client.ts';
import { useMe } from '../../shell/me.ts';
import css from './settings.module.css';

/** Name and time zone of who is signed in. */
export function ProfileForm() {
  const { member } = useMe();
  const [name, setName] = useState(member.name);
  const [zone, setZone] = useState(member.zone);
  const [errors, setErrors] = useState<FieldErrors | null>(null);
  const save = useMutation({
    mutationFn: api.changeMe,
    onSuccess: (me) => {
      queryClient.setQueryData(meQuery.queryKey, me);
      showToast('Saved.');
    },
  });
  const here = deviceZone();

  const submit = () => {
    const body = { name, zone };
    const wrong = check(MeBody, body, { name: 'Please give your name.' });
    setErrors(wrong);
    if (!wrong) save.mutate(body);
  };

  return (
    <Form className={css.form} onSubmit={submit}>
      {save.error && <Banner tone="bad">{problemText(save.error)}</Banner>}
      <TextField
        label="Your name"
        hint="Participants see it in their mails and in the room."
        autoComplete="name"
        maxLength={NAME_MAX}
        value={name}
        error={errors?.['name']}
        onChange={(event) => setName(event.target.value)}
      />
      <ZoneField
        label="Your time zone"
        hint={zone === here ? 'All times on these pages are in it.' : `This device is set to ${here}.`}
        value={zone}
        onChange={setZone}
      />
      <FormButtons>
        <Button type="submit" busy={save.isPending}>
          Save
        </Button>
      </FormButtons>
    </Form>
  );
}
