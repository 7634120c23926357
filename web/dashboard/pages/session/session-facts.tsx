import type { SessionDetails } from '../../../../wire/http.ts';
import { lengthInMinutes, sameClock, showLength, showSpan, showZone } from '../../../lib/time.ts';
import { Facts } from '../../parts/facts.tsx';
import { RsvpBadge } from '../../parts/session-badge.tsx';
import { SessionPerson } from '../../parts/session-person.tsx';
import { useViewerZone } from '../../shell/me.ts';
import css from './session.module.css';

/** Who and when; in the Session's own zone too where that is another clock. */
export function SessionFacts({ session }: { session: SessionDetails }) {
  const viewerZone = useViewerZone();
  const { startsAt, endsAt, zone, participant, host, rsvp } = session;
  return (
    <Facts
      facts={[
        ['Participant', <SessionPerson key="person" {...participant} />],
        ['Answer', <RsvpBadge key="rsvp" rsvp={rsvp} />],
        [
          'When',
          <div key="when" className={css.when}>
            <Span startsAt={startsAt} endsAt={endsAt} zone={viewerZone} />
            {!sameClock(zone, viewerZone, startsAt) && <Span startsAt={startsAt} endsAt={endsAt} zone={zone} />}
          </div>,
        ],
        ['Length', showLength(lengthInMinutes(startsAt, endsAt))],
        ['Host', host.name],
      ]}
    />
  );
}

function Span({ startsAt, endsAt, zone }: { startsAt: string; endsAt: string; zone: string }) {
  return (
    <p>
      <time dateTime={startsAt}>{showSpan(startsAt, endsAt, zone)}</time>
      <span className={css.small}>{showZone(zone, startsAt)}</span>
    </p>
  );
}
