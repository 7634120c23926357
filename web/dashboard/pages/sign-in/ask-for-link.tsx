import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { SignInBody } from '../../../../wire/http.ts';
import { SIGN_IN_LINK_LIFE, MINUTE } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { check } from '../../../lib/check.ts';
import { problemText } from '../../../lib/problems.ts';
import { deviceZone } from '../../../lib/time.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { Alone } from '../../parts/alone.tsx';
import css from './sign-in.module.css';

/** Mails a sign-in link. Says 'Check your mail' whoever asks, so that nobody learns who has an account. */
export function AskForLink({ next }: { next: string | undefined }) {
  const [email, setEmail] = useState('');
  const [errors, setErrors] = useState<FieldErrors | null>(null);
  const ask = useMutation({ mutationFn: api.signIn });

  const submit = () => {
    const body = { email, zone: deviceZone(), ...(next && { next }) };
    const wrong = check(SignInBody, body, { email: 'Please give your e-mail address, like ada@example.org.' });
    setErrors(wrong);
    if (!wrong) ask.mutate(body);
  };

  if (ask.isSuccess) return <CheckYourMail email={email} onOther={ask.reset} />;
  return (
    <Alone
      title="Sign in to Fieldroom"
      intro="We mail you a link. No password, and the first time makes your workspace."
    >
      <Form className={css.form} onSubmit={submit}>
        {ask.error && <Banner tone="bad">{problemText(ask.error)}</Banner>}
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          placeholder="you@company.com"
          value={email}
          error={errors?.['email']}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button kind="primary" type="submit" wide busy={ask.isPending}>
          Mail me a link
        </Button>
      </Form>
    </Alone>
  );
}

function CheckYourMail({ email, onOther }: { email: string; onOther: () => void }) {
  return (
    <Alone
      title="Check your mail"
      intro={
        <>
          We sent a link to <strong>{email.trim()}</strong>. It works once, for {SIGN_IN_LINK_LIFE / MINUTE} minutes.
        </>
      }
    >
      <div className={css.form}>
        <p className={css.help}>Nothing there after a minute? Look among the unwanted mail, or check the address.</p>
        <Button onClick={onOther}>Use another address</Button>
      </div>
    </Alone>
  );
}
