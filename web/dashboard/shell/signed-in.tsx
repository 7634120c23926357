import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { AppError } from '../../../wire/errors.ts';
import { isSpoolThere } from '../../room/recorder/spool-there.ts';
import { meQuery } from '../../lib/queries.ts';
import { Failed } from '../parts/failed.tsx';
import { MeContext } from './me.ts';
import { Shell } from './shell.tsx';

/** Not in the way of the page: recordings' pieces are looked for after this, ms. */
const BRING_AFTER = 3_000;

/** Knows who is here before anything is shown. */
export function SignedIn({ children }: { children: ReactNode }) {
  const me = useQuery(meQuery);
  const isHere = me.data !== undefined;
  useEffect(() => {
    if (!isHere) return undefined;
    const timer = setTimeout(() => {
      bringWhatIsThere().catch((error: unknown) =>
        console.warn('Pieces of recordings in this browser were not looked for', error),
      );
    }, BRING_AFTER);
    return () => clearTimeout(timer);
  }, [isHere]);

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

/** Most browsers never recorded: they do not load what brings recordings. */
async function bringWhatIsThere(): Promise<void> {
  if (!(await isSpoolThere())) return;
  const { bringRecordings } = await import('./bring-recordings.ts');
  await bringRecordings();
}
