import type { RecordingView, ShareRow } from '../../../../wire/http.ts';
import { recordingQuery } from '../../../lib/queries.ts';
import { queryClient } from '../../query-client.ts';

/** Puts a share link the server has just answered with among those that are shown: a new one first. */
export function keepShare(recordingId: string, share: ShareRow): void {
  queryClient.setQueryData<RecordingView>(recordingQuery(recordingId).queryKey, (view) => {
    if (!view) return view;
    const isNew = view.shares.every(({ id }) => id !== share.id);
    const shares = isNew ? [share, ...view.shares] : view.shares.map((one) => (one.id === share.id ? share : one));
    return { ...view, shares };
  });
}
