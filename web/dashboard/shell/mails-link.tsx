import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { failedMailsQuery } from '../../lib/queries.ts';
import css from './shell.module.css';

/** The way to the mails that failed, with their count; nothing while there are none. */
export function MailsLink({ current }: { current: boolean }) {
  const count = useQuery(failedMailsQuery).data?.length ?? 0;
  if (count === 0 && !current) return null;
  return (
    <Link href="/mails" className={css.link} aria-current={current ? 'page' : undefined}>
      Mails <span className={css.rest}>that failed</span>
      {count > 0 && <span className={css.count}>{count}</span>}
    </Link>
  );
}
