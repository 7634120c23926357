import type { MailRow } from '../../../../wire/http.ts';
import { MAIL_LABELS } from '../../../lib/labels.ts';
import { showClock, showNearDay } from '../../../lib/time.ts';
import { MailBadge } from '../../parts/mail-badge.tsx';
import { SendNow } from '../../parts/send-now.tsx';
import { useViewerZone } from '../../shell/me.ts';
import { useNow } from '../../shell/use-now.ts';
import css from './session.module.css';

/** Every mail about this Session, per person: planned, sent, failed or skipped, and why. */
export function MailList({ mails }: { mails: readonly MailRow[] }) {
  const zone = useViewerZone();
  const now = useNow();
  if (mails.length === 0) return <p className={css.soft}>No mails yet.</p>;
  return (
    <ul className={css.list}>
      {mails.map((mail) => (
        <li key={mail.id || `${mail.kind} ${mail.to}`}>
          <span>{MAIL_LABELS[mail.kind]}</span>
          <MailBadge status={mail.status} />
          <span className={css.small}>
            {`${mail.toName} (${mail.to}) · `}
            <time dateTime={mail.at}>{`${showNearDay(mail.at, now, zone)}, ${showClock(mail.at, zone)}`}</time>
            {mail.reason && (
              <span className={mail.status === 'failed' ? css.reason : undefined}>{` · ${mail.reason}`}</span>
            )}
          </span>
          {mail.canSend && (
            <span className={css.send}>
              <SendNow mail={mail} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
