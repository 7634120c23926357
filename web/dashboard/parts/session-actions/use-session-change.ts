import { useMutation } from '@tanstack/react-query';
import type { LoadedSession } from '../../../lib/api.ts';
import { sessionQuery } from '../../../lib/queries.ts';
import { queryClient } from '../../query-client.ts';

/** A change of a Session: what it answers is shown everywhere at once. */
export function useSessionChange<Input>(
  change: (input: Input) => Promise<LoadedSession>,
  on: { done: (session: LoadedSession) => void; refused?: (error: Error) => void },
) {
  return useMutation({
    mutationFn: change,
    onSuccess: (session) => {
      keepSession(session);
      on.done(session);
    },
    onError: (error) => on.refused?.(error),
  });
}

export function keepSession(session: LoadedSession): void {
  queryClient.setQueryData(sessionQuery(session.id).queryKey, session);
  void queryClient.invalidateQueries({ queryKey: ['sessions', session.studyId] });
  void queryClient.invalidateQueries({ queryKey: ['studies'] });
}
