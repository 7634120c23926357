import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Study } from '../../../../wire/http.ts';
import { api } from '../../../lib/api.ts';
import { problemText } from '../../../lib/problems.ts';
import { studiesQuery, studyQuery } from '../../../lib/queries.ts';
import { showDays } from '../../../lib/time.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { queryClient } from '../../query-client.ts';
import { useMe } from '../../shell/me.ts';
import css from './study-state-panel.module.css';

const WORDS = {
  draft: {
    title: 'This Study is a draft',
    text: 'Open it when it is ready: Sessions can be scheduled while it is Live.',
  },
  live: { title: 'This Study is Live', text: 'Sessions can be scheduled. Close it when the last one is over.' },
  closed: { title: 'This Study is closed', text: 'Open it again to schedule more Sessions.' },
} as const;

/** Where the Study stands, and the one step on from there. */
export function StudyStatePanel({ study }: { study: Study }) {
  const [closing, setClosing] = useState(false);
  const change = useMutation({
    mutationFn: (state: 'live' | 'closed') => api.changeStudy(study.id, { state }),
    onSuccess: (now) => {
      setClosing(false);
      queryClient.setQueryData(studyQuery(study.id).queryKey, now);
      void queryClient.invalidateQueries({ queryKey: studiesQuery.queryKey });
      showToast(now.state === 'live' ? 'The Study is Live. You can schedule Sessions now.' : 'The Study is closed.');
    },
  });
  const words = WORDS[study.state];
  const { workspace } = useMe();
  const days = study.retentionDays ?? workspace.retentionDays;

  return (
    <section className={css.panel} aria-label="State of the Study">
      <div className={css.words}>
        <h2>{words.title}</h2>
        <p>{words.text}</p>
      </div>
      {study.state === 'live' ? (
        <Button onClick={() => setClosing(true)}>Close Study</Button>
      ) : (
        <Button kind="primary" busy={change.isPending} onClick={() => change.mutate('live')}>
          Open Study
        </Button>
      )}
      {change.error && !closing && <Banner tone="bad">{problemText(change.error)}</Banner>}
      {closing && (
        <Dialog
          size="s"
          title="Close this Study?"
          intro={`New Sessions cannot be scheduled while it is closed. Its recordings are deleted ${showDays(days)} from today, unless you open it again.`}
          onClose={() => setClosing(false)}
          footer={
            <>
              <Button onClick={() => setClosing(false)}>Keep it open</Button>
              <Button kind="primary" busy={change.isPending} onClick={() => change.mutate('closed')}>
                Close Study
              </Button>
            </>
          }
        >
          {change.error && <Banner tone="bad">{problemText(change.error)}</Banner>}
        </Dialog>
      )}
    </section>
  );
}
