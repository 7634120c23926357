import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AppError } from '../../../wire/errors.ts';
import { meQuery } from '../../lib/queries.ts';
import { Failed } from '../parts/failed.tsx';
import { MeContext } from './me.ts';
import { Shell } from './shell.tsx';

/** Knows who is here before anything is shown. */
export function SignedIn({ children }: { children: ReactNode }) {
  const me = useQuery(meQuery);

  if (!me.data) {
    // While a person without a sign-in is on the way to /sign-in there is nothing to show.
    const leaving = me.error instanceof AppError && me.error.code === 'not_signed_in';
    return me.error && !leaving ? <Failed error={me.error} onRetry={() => void me.refetch()} whole /> : <Shell />;
  }
  return (
    <MeContext value={me.data}>
      <Shell me={me.data}>{children}</Shell>
    </MeContext>
  );
}
