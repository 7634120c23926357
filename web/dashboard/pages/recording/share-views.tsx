import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ShareRow } from '../../../../wire/http.ts';
import { VIEWS_MAX } from '../../../../wire/limits.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { Button } from '../../../ui/button.tsx';
import css from './share.module.css';

/** So many are shown first. */
const SHOWN = 10;

interface ShareViewsProps {
  recordingId: string;
  share: ShareRow;
  /** How an instant is written here. */
  moment: (at: string) => string;
}

/** How often a link was opened; unfolded, when and in which browser each time. */
export function ShareViews({ recordingId, share: { id, views, viewers, lastViewAt }, moment }: ShareViewsProps) {
  const [open, setOpen] = useState(false);
  const [most, setMost] = useState(SHOWN);
  const query = useQuery({
    // The count is part of it: a further view is news.
    queryKey: ['share-views', id, views, most],
    queryFn: () => api.shareViews(recordingId, id, most),
    enabled: open,
    placeholderData: (before) => before,
  });
  if (views === 0 || lastViewAt === null) return <p className={css.soft}>Not watched yet.</p>;
  const more = views - (query.data?.views.length ?? views);
  return (
    <details className={css.views} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {views} {views === 1 ? 'view' : 'views'} by {viewers} {viewers === 1 ? 'viewer' : 'viewers'}, the last{' '}
        {moment(lastViewAt)}
      </summary>
      {query.error && <p className={css.problem}>{problemText(query.error)}</p>}
      {query.isPending && !query.error && <p className={css.soft}>Loading</p>}
      {query.data && (
        <ol aria-label="Views">
          {query.data.views.map((view) => (
            <li key={view.id}>
              <span>{moment(view.at)}</span>
              <span>{view.browser}</span>
              <span>Viewer {view.viewer}</span>
            </li>
          ))}
        </ol>
      )}
      {more > 0 && most < VIEWS_MAX && (
        <Button size="s" kind="bare" busy={query.isFetching} onClick={() => setMost(VIEWS_MAX)}>
          {`Show ${Math.min(more, VIEWS_MAX - SHOWN)} more`}
        </Button>
      )}
      {more > 0 && most === VIEWS_MAX && !query.isFetching && <p className={css.soft}>{more} earlier views.</p>}
    </details>
  );
}
