import { useQuery } from '@tanstack/react-query';
import { Clapperboard } from 'lucide-react';
import { useState } from 'react';
import type { SessionRow, Study } from '../../../../wire/http.ts';
import { sessionsQuery } from '../../../lib/queries.ts';
import { showDay } from '../../../lib/time.ts';
import { Button } from '../../../ui/button.tsx';
import { Chips } from '../../../ui/chips.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import type { Column } from '../../../ui/table.tsx';
import { Table } from '../../../ui/table.tsx';
import { Failed } from '../../parts/failed.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { RecordingActions } from '../../parts/recording-actions.tsx';
import { RecordingStatus } from '../../parts/recording-status.tsx';
import { SessionMenu } from '../../parts/session-actions/session-menu.tsx';
import { StatusBadge } from '../../parts/session-badge.tsx';
import { SessionPerson } from '../../parts/session-person.tsx';
import { When } from '../../parts/when.tsx';
import { useViewerZone } from '../../shell/me.ts';
import css from './sessions-tab.module.css';

const FILTERS = { completed: 'Completed', no_show: 'No-show', cancelled: 'Cancelled' } as const;
type Filter = keyof typeof FILTERS;
const KEYS = Object.keys(FILTERS) as Filter[];

const COLUMNS: Column<SessionRow>[] = [
  {
    key: 'participant',
    title: 'Participant',
    cell: ({ participant }) => (
      <div className={css.person}>
        <SessionPerson {...participant} />
      </div>
    ),
  },
  { key: 'time', title: 'Time', cell: (session) => <When {...session} /> },
  { key: 'status', title: 'Status', cell: (session) => <StatusBadge session={session} /> },
  { key: 'recording', title: 'Recording', cell: ({ recording }) => <RecordingStatus recording={recording} /> },
  {
    key: 'actions',
    title: 'Actions',
    align: 'end',
    cell: (session) => (
      <div className={css.actions}>
        <RecordingActions recording={session.recording} />
        <LinkButton size="s" href={`/sessions/${session.id}`}>
          Session details
        </LinkButton>
        <SessionMenu session={session} />
      </div>
    ),
  },
];

/** Sessions finished, with what was recorded. */
export function CompletedTab({ study }: { study: Study }) {
  const zone = useViewerZone();
  const [filter, setFilter] = useState<Filter | null>(null);
  const sessions = useQuery(sessionsQuery(study.id, 'completed'));

  if (!sessions.data) {
    return sessions.error ? (
      <Failed error={sessions.error} onRetry={() => void sessions.refetch()} />
    ) : (
      <SkeletonRows />
    );
  }
  if (sessions.data.length === 0) {
    return (
      <EmptyState icon={<Clapperboard />} title="Nothing completed yet">
        When a Session is over it comes here by itself, and its recording follows within minutes.
      </EmptyState>
    );
  }
  const count = (key: Filter) => sessions.data.filter((session) => session.status === key).length;
  const isRecorded = sessions.data.some(({ recording }) => recording && !recording.deleted);
  const shown = sessions.data.filter((session) => filter === null || session.status === filter);
  return (
    <>
      {study.keptUntil && isRecorded && (
        <p className={css.kept}>
          This Study is closed: its recordings are deleted on {showDay(study.keptUntil, zone)}.
        </p>
      )}
      <div className={css.tools}>
        <Chips
          label="Filter Sessions"
          chips={KEYS.map((key) => ({ key, label: FILTERS[key], count: count(key) }))}
          current={filter}
          onChange={setFilter}
        />
      </div>
      {shown.length > 0 ? (
        <Table caption="Completed Sessions" columns={COLUMNS} rows={shown} rowKey={(session) => session.id} />
      ) : (
        <EmptyState title="No Session like that" actions={<Button onClick={() => setFilter(null)}>Show all</Button>}>
          {filter && `Nothing in this Study is '${FILTERS[filter]}'.`}
        </EmptyState>
      )}
    </>
  );
}
