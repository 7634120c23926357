import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { AppError } from '../../../../wire/errors.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { meQuery } from '../../../lib/queries.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Alone } from '../../parts/alone.tsx';
import { go } from '../../parts/go.ts';
import { queryClient } from '../../query-client.ts';
import { isFirstTime } from '../welcome/first-time.ts';
import css from './sign-in.module.css';

interface CompleteSignInProps {
  token: string;
  onAskAgain: () => void;
}

/** The mailed link opened: nothing happens until the button is pressed, since mail scanners open links too. */
export function CompleteSignIn({ token, onAskAgain }: CompleteSignInProps) {
  const [, navigate] = useLocation();
  const complete = useMutation({
    mutationFn: api.completeSignIn,
    onSuccess: ({ next, me }) => {
      queryClient.clear();
      queryClient.setQueryData(meQuery.queryKey, me);
      if (isFirstTime(me)) navigate(`/welcome?next=${encodeURIComponent(next)}`, { replace: true });
      else go(next, navigate);
    },
  });

  if (complete.error instanceof AppError && DEAD.has(complete.error.code)) {
    return (
      <Alone
        title="This link no longer works"
        intro="A sign-in link works once, for 15 minutes. Nothing is lost: ask for a new one."
      >
        <Button kind="primary" wide onClick={onAskAgain}>
          Send a new link
        </Button>
      </Alone>
    );
  }
  return (
    <Alone title="Nearly there" intro="One press, and you are in.">
      <div className={css.form}>
        {complete.error && <Banner tone="bad">{problemText(complete.error)}</Banner>}
        <Button kind="primary" wide busy={complete.isPending} onClick={() => complete.mutate(token)}>
          Sign in to Fieldroom
        </Button>
      </div>
    </Alone>
  );
}

/** Used, too old, or never a link of ours. */
const DEAD: ReadonlySet<string> = new Set(['sign_in_link_dead', 'bad_input']);
