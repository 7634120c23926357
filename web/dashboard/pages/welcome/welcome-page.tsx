import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Me } from '../../../../wire/http.ts';
import { NAME_MAX } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { meQuery } from '../../../lib/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Fields, TextField } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { Alone } from '../../parts/alone.tsx';
import { Failed } from '../../parts/failed.tsx';
import { go } from '../../parts/go.ts';
import { useTitle } from '../../parts/use-title.ts';
import { queryClient } from '../../query-client.ts';
import css from './welcome.module.css';

/** The first time: how the Participants will know this Researcher, and what the workspace is called. */
export function WelcomePage() {
  const me = useQuery(meQuery);
  if (me.data) return <Welcome me={me.data} />;
  return me.error ? <Failed error={me.error} onRetry={() => void me.refetch()} whole /> : null;
}

function Welcome({ me }: { me: Me }) {
  useTitle('Welcome');
  const [, navigate] = useLocation();
  const next = new URLSearchParams(useSearch()).get('next');
  const owner = me.member.role === 'owner';
  const [name, setName] = useState(me.member.name);
  const [workspace, setWorkspace] = useState(me.workspace.name);
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: async () => {
      if (owner) await api.changeWorkspace({ name: workspace });
      return api.changeMe({ name });
    },
    onSuccess: (now) => {
      queryClient.setQueryData(meQuery.queryKey, now);
      go(next && /^\/(?!\/)/u.test(next) ? next : '/', navigate);
    },
  });

  const submit = () => {
    setTried(true);
    if (name.trim() && (!owner || workspace.trim())) save.mutate();
  };

  return (
    <Alone title="Welcome to Fieldroom" intro="Two names, and you are ready for your first Study.">
      <Form className={css.form} onSubmit={submit}>
        {save.error && <Banner tone="bad">{problemText(save.error)}</Banner>}
        <Fields>
          <TextField
            label="Your name"
            hint="Participants see it in their mails and in the room."
            autoComplete="name"
            maxLength={NAME_MAX}
            value={name}
            error={tried && !name.trim() ? 'Please give your name.' : null}
            onChange={(event) => setName(event.target.value)}
          />
          {owner && (
            <TextField
              label="Workspace"
              hint="Your team, company or lab."
              autoComplete="organization"
              maxLength={NAME_MAX}
              value={workspace}
              error={tried && !workspace.trim() ? 'Please give the workspace a name.' : null}
              onChange={(event) => setWorkspace(event.target.value)}
            />
          )}
        </Fields>
        <Button kind="primary" type="submit" wide busy={save.isPending}>
          Continue
        </Button>
      </Form>
    </Alone>
  );
}
