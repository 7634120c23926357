import { Video } from 'lucide-react';
import type { SessionRow } from '../../../../wire/http.ts';
import { OPENS_BEFORE } from '../../../../wire/limits.ts';
import { joinPath } from '../../../lib/api.ts';
import { zoneOffset, zoneShortName } from '../../../lib/time.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import type { Column } from '../../../ui/table.tsx';
import { Table } from '../../../ui/table.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { SessionMenu } from '../../parts/session-actions/session-menu.tsx';
import { RsvpBadge, SaidBadges, StatusBadge } from '../../parts/session-badge.tsx';
import { SessionPerson } from '../../parts/session-person.tsx';
import { When } from '../../parts/when.tsx';
import { useViewerZone } from '../../shell/me.ts';
import { useNow } from '../../shell/use-now.ts';
import css from './sessions-tab.module.css';

const COLUMNS: Column<SessionRow>[] = [
  { key: 'participant', title: 'Participant', cell: ({ participant }) => <SessionPerson {...participant} /> },
  { key: 'time', title: <TimeTitle />, cell: (session) => <When {...session} /> },
  { key: 'status', title: 'Status', cell: (session) => <Standing session={session} /> },
  { key: 'actions', title: 'Actions', align: 'end', cell: (session) => <Actions session={session} /> },
];

/** Who, when, will they come, and the way in. */
export function OngoingTable({ sessions }: { sessions: readonly SessionRow[] }) {
  return <Table caption="Ongoing Sessions" columns={COLUMNS} rows={sessions} rowKey={(session) => session.id} />;
}

function TimeTitle() {
  const zone = useViewerZone();
  const now = useNow();
  return `Time (${zoneShortName(zone, now) ?? zoneOffset(zone, now)})`;
}

/** The Participant's answer, until something more pressing is the case. */
function Standing({ session }: { session: SessionRow }) {
  const isPressing = session.live || session.status === 'needs_review';
  return (
    <div className={css.standing}>
      {isPressing ? <StatusBadge session={session} /> : <RsvpBadge rsvp={session.rsvp} />}
      <SaidBadges session={session} />
    </div>
  );
}

function Actions({ session }: { session: SessionRow }) {
  const open = Date.parse(session.startsAt) - OPENS_BEFORE <= useNow();
  return (
    <div className={css.actions}>
      {session.status === 'scheduled' && (
        <ButtonLink size="s" kind={open ? 'primary' : 'quiet'} icon={<Video />} href={joinPath(session.id)}>
          Join your Session
        </ButtonLink>
      )}
      <LinkButton size="s" href={`/sessions/${session.id}`}>
        Session details
      </LinkButton>
      <SessionMenu session={session} />
    </div>
  );
}
