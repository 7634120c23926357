import { useQuery } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { auditProof, auditSentence } from '../../../lib/audit.ts';
import { showClock, showDay } from '../../../lib/time.ts';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Failed } from '../../parts/failed.tsx';
import { useViewerZone } from '../../shell/me.ts';
import css from './audit-section.module.css';

/** The audit log, newest first; read only, for the Owner. */
export function AuditSection() {
  const zone = useViewerZone();
  const log = useQuery({ queryKey: ['audit-log'], queryFn: api.auditLog });
  if (log.error) return <Failed error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.data) return <SkeletonRows />;
  if (log.data.length === 0) return <p className={css.soft}>Nothing was deleted yet.</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and keys have to reach it
    <ol className={css.list} tabIndex={0} aria-label="Audit log">
      {log.data.map((entry) => (
        <li key={entry.id}>
          <p>{auditSentence(entry)}</p>
          <time className={css.soft} dateTime={entry.at}>
            {showDay(entry.at, zone)}, {showClock(entry.at, zone)}
          </time>
          <p className={css.proof}>{auditProof(entry)}</p>
        </li>
      ))}
    </ol>
  );
}
