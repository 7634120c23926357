import { useQuery } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { Link } from 'wouter';
import type { FailedMailRow } from '../../../../wire/http.ts';
import { sessionTitle } from '../../../lib/invitation.ts';
import { MAIL_LABELS } from '../../../lib/labels.ts';
import { failedMailsQuery } from '../../../lib/queries.ts';
import { showClock, showDay, showNearDay } from '../../../lib/time.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import type { Column } from '../../../ui/table.tsx';
import { Table } from '../../../ui/table.tsx';
import { Failed } from '../../parts/failed.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { SendNow } from '../../parts/send-now.tsx';
import { SessionPerson } from '../../parts/session-person.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { useViewerZone } from '../../shell/me.ts';
import { useNow } from '../../shell/use-now.ts';
import css from './mails.module.css';

const COLUMNS: Column<FailedMailRow>[] = [
  { key: 'to', title: 'To', cell: ({ toName, to }) => <SessionPerson name={toName} email={to} /> },
  { key: 'mail', title: 'Mail', cell: (mail) => <About mail={mail} /> },
  { key: 'why', title: 'Why', cell: (mail) => <Why mail={mail} /> },
  {
    key: 'actions',
    title: 'Actions',
    align: 'end',
    cell: (mail) => mail.canSend && <SendNow mail={mail} />,
  },
];

/** The workspace's mails that were given up, so that somebody can do something about it. */
export function MailsPage() {
  useTitle('Mails that failed');
  const mails = useQuery(failedMailsQuery);
  return (
    <>
      <PageHead
        title="Mails that failed"
        sub="Each was tried several times. 'Send now' tries it once more, where it still makes sense."
      />
      {mails.data ? (
        <List mails={mails.data} />
      ) : mails.error ? (
        <Failed error={mails.error} onRetry={() => void mails.refetch()} />
      ) : (
        <SkeletonRows />
      )}
    </>
  );
}

function List({ mails }: { mails: readonly FailedMailRow[] }) {
  if (mails.length === 0) {
    return (
      <EmptyState icon={<MailCheck />} title="No mail has failed">
        Every mail of this workspace was sent, or is on its way.
      </EmptyState>
    );
  }
  return <Table caption="Mails that failed" columns={COLUMNS} rows={mails} rowKey={(mail) => mail.id} />;
}

function About({ mail }: { mail: FailedMailRow }) {
  const zone = useViewerZone();
  const { session } = mail;
  return (
    <div>
      <p>{MAIL_LABELS[mail.kind]}</p>
      {session && (
        <p className={css.small}>
          <Link href={`/sessions/${session.id}`}>{sessionTitle(session.participantName)}</Link>
          {`, ${showDay(session.startsAt, zone)}, ${showClock(session.startsAt, zone)}`}
        </p>
      )}
    </div>
  );
}

function Why({ mail }: { mail: FailedMailRow }) {
  const zone = useViewerZone();
  const now = useNow();
  return (
    <div>
      <p>{mail.reason ?? 'No reason was given.'}</p>
      <p className={css.small}>
        <time dateTime={mail.at}>{`${showNearDay(mail.at, now, zone)}, ${showClock(mail.at, zone)}`}</time>
      </p>
    </div>
  );
}
