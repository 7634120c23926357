import type { MailRow } from '../../../../wire/http.ts';
import { showClock, showNearDay } from '../../../lib/time.ts';
import type { Tone } from '../../../ui/badge.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { useViewerZone } from '../../shell/me.ts';
import { useNow } from '../../shell/use-now.ts';
import css from './session.module.css';

const KINDS: Record<string, string> = {
  scheduled: 'Session scheduled',
  recording_ready: 'Recording ready',
  recording_failed: 'Recording failed',
};

const STATUSES: Record<MailRow['status'], { label: string; tone: Tone }> = {
  planned: { label: 'Planned', tone: 'plain' },
  sent: { label: 'Sent', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  skipped: { label: 'Skipped', tone: 'plain' },
};

/** Every mail about this Session and how far it got. */
export function MailList({ mails }: { mails: readonly MailRow[] }) {
  const zone = useViewerZone();
  const now = useNow();
  if (mails.length === 0) return <p className={css.soft}>No mails yet.</p>;
  return (
    <ul className={css.list}>
      {mails.map((mail) => (
        <li key={mail.id}>
          <span>{KINDS[mail.kind] ?? mail.kind.replaceAll('_', ' ')}</span>
          <Badge tone={STATUSES[mail.status].tone}>{STATUSES[mail.status].label}</Badge>
          <span className={css.small}>
            {mail.to} ·{' '}
            <time dateTime={mail.at}>{`${showNearDay(mail.at, now, zone)}, ${showClock(mail.at, zone)}`}</time>
            {mail.reason && ` · ${mail.reason}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
