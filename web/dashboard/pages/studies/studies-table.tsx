import { Link } from 'wouter';
import type { StudyRow } from '../../../../wire/http.ts';
import { showClock, showLength, showNearDay } from '../../../lib/time.ts';
import type { Column } from '../../../ui/table.tsx';
import { rowLink, Table } from '../../../ui/table.tsx';
import { StudyBadge } from '../../parts/study-badge.tsx';
import { useViewerZone } from '../../shell/me.ts';
import { useNow } from '../../shell/use-now.ts';
import css from './studies.module.css';

const COLUMNS: Column<StudyRow>[] = [
  { key: 'title', title: 'Study', cell: (study) => <Title study={study} /> },
  { key: 'state', title: 'State', cell: (study) => <StudyBadge state={study.state} /> },
  { key: 'sessions', title: 'Sessions', cell: (study) => <Counts study={study} /> },
  { key: 'next', title: 'Next Session', align: 'end', cell: (study) => <Next at={study.nextStartsAt} /> },
];

/** One line per Study: what it is, how far it is, what comes next. */
export function StudiesTable({ studies }: { studies: readonly StudyRow[] }) {
  return <Table caption="Studies" columns={COLUMNS} rows={studies} rowKey={(study) => study.id} />;
}

/** A draft is being written: its Overview. The others are being run: their Sessions. */
function Title({ study: { id, title, state, lengthMinutes } }: { study: StudyRow }) {
  return (
    <>
      <Link
        href={state === 'draft' ? `/studies/${id}` : `/studies/${id}/ongoing`}
        className={`${rowLink} ${css.title}`}
      >
        {title}
      </Link>
      <p className={css.sub}>{showLength(lengthMinutes)} per Session</p>
    </>
  );
}

function Counts({ study }: { study: StudyRow }) {
  if (study.ongoing + study.completed === 0) return <span className={css.numbers}>No Sessions yet</span>;
  return (
    <span className={css.numbers}>
      {study.ongoing} ongoing, {study.completed} completed
    </span>
  );
}

function Next({ at }: { at: string | null }) {
  const zone = useViewerZone();
  const now = useNow();
  if (at === null) return <span className={css.sub}>None planned</span>;
  return (
    <time dateTime={at}>
      <span className={css.nextLabel}>Next Session: </span>
      {showNearDay(at, now, zone)}, {showClock(at, zone)}
    </time>
  );
}
