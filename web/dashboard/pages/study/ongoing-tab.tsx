import { useQuery } from '@tanstack/react-query';
import { CalendarPlus } from 'lucide-react';
import { useState } from 'react';
import type { SessionRow, Study } from '../../../../wire/http.ts';
import { sessionsQuery } from '../../../lib/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Chips } from '../../../ui/chips.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Failed } from '../../parts/failed.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { OngoingTable } from './ongoing-table.tsx';
import { ScheduleButtons } from './schedule-buttons.tsx';
import css from './sessions-tab.module.css';

const isLive = (session: SessionRow) => session.live && session.status === 'scheduled';
const FILTERS = {
  scheduled: { label: 'Scheduled', fits: (session: SessionRow) => session.status === 'scheduled' && !session.live },
  live: { label: 'Live', fits: isLive },
  needs_review: { label: 'Needs review', fits: (session: SessionRow) => session.status === 'needs_review' },
} as const;
type Filter = keyof typeof FILTERS;
const KEYS = Object.keys(FILTERS) as Filter[];

/** Sessions not finished, the ones in progress first. */
export function OngoingTab({ study }: { study: Study }) {
  const [filter, setFilter] = useState<Filter | null>(null);
  const sessions = useQuery(sessionsQuery(study.id, 'ongoing'));

  if (!sessions.data) {
    return sessions.error ? (
      <Failed error={sessions.error} onRetry={() => void sessions.refetch()} />
    ) : (
      <SkeletonRows />
    );
  }
  if (sessions.data.length === 0) return <NothingOngoing study={study} />;
  const shown = sessions.data.filter((session) => filter === null || FILTERS[filter].fits(session));
  return (
    <>
      <div className={css.tools}>
        <Chips
          label="Filter Sessions"
          chips={KEYS.map((key) => ({
            key,
            label: FILTERS[key].label,
            count: sessions.data.filter(FILTERS[key].fits).length,
          }))}
          current={filter}
          onChange={setFilter}
        />
        <ScheduleButtons study={study} />
      </div>
      {shown.length > 0 ? (
        <OngoingTable sessions={shown} />
      ) : (
        <EmptyState title="No Session like that" actions={<Button onClick={() => setFilter(null)}>Show all</Button>}>
          {filter && `Nothing in this Study is '${FILTERS[filter].label}' at the moment.`}
        </EmptyState>
      )}
    </>
  );
}

function NothingOngoing({ study }: { study: Study }) {
  if (study.state !== 'live') {
    return (
      <EmptyState
        icon={<CalendarPlus />}
        title="No Sessions"
        actions={<LinkButton href={`/studies/${study.id}`}>Go to Overview</LinkButton>}
      >
        {study.state === 'draft'
          ? "Sessions can be scheduled while the Study is Live. 'Open Study' is on the Overview."
          : "This Study is closed. 'Open Study' on the Overview makes room for more Sessions."}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<CalendarPlus />} title="No Sessions yet" actions={<ScheduleButtons study={study} />}>
      Schedule one, and the Participant and you are mailed the time and a 'Join your Session' button. Guests come in by
      a link that you pass on.
    </EmptyState>
  );
}
