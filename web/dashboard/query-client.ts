import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { navigate } from 'wouter/use-browser-location';
import { AppError } from '../../wire/errors.ts';
import { mayPass } from '../lib/problems.ts';

/** Twice more, then it is told: a person can press 'Try again' themselves. */
const RETRIES = 2;

/** Not signed in, or no more: sign in, then come back to this page. */
function askToSignIn(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'not_signed_in') return;
  if (location.pathname === '/sign-in') return;
  const here = location.pathname + location.search;
  queryClient.clear();
  navigate(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`, { replace: true });
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askToSignIn }),
  mutationCache: new MutationCache({ onError: askToSignIn }),
  defaultOptions: {
    queries: { retry: (count, error) => mayPass(error) && count < RETRIES, staleTime: 2_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});
