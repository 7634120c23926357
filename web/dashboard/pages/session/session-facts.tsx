import type { ReactNode } from 'react';
import type { SessionDetails } from '../../../../wire/http.ts';
import { lengthInMinutes, sameClock, showClock, showDay, showLength, showSpan, showZone } from '../../../lib/time.ts';
import { Facts } from '../../parts/facts.tsx';
import { RsvpBadge, SaidBadges } from '../../parts/session-badge.tsx';
import { SessionPerson } from '../../parts/session-person.tsx';
import { useViewerZone } from '../../shell/me.ts';
import css from './session.module.css';

/** Who and when; in the Session's own zone too where that is another clock. */
export function SessionFacts({ session }: { session: SessionDetails }) {
  const viewerZone = useViewerZone();
  const { startsAt, endsAt, participant, host, rsvp } = session;
  return (
    <Facts
      facts={[
        ['Participant', <SessionPerson key="person" {...participant} />],
        [
          'Answer',
          <div key="rsvp" className={css.badges}>
            <RsvpBadge rsvp={rsvp} />
            <SaidBadges session={session} />
          </div>,
        ],
        [
          'When',
          <div key="when" className={css.when}>
            <Span startsAt={startsAt} endsAt={endsAt} zone={viewerZone} />
            {otherClocks(session, viewerZone).map((other) => (
              <Span key={other} startsAt={startsAt} endsAt={endsAt} zone={other} />
            ))}
          </div>,
        ],
        ['Length', showLength(lengthInMinutes(startsAt, endsAt))],
        ...offered(session, viewerZone),
        ['Host', host.name],
      ]}
    />
  );
}

/** The Session's zone and the Participant's, where their clocks show something else. */
function otherClocks({ zone, participantZone, startsAt }: SessionDetails, viewerZone: string): string[] {
  const zones = [...new Set([zone, participantZone ?? zone])];
  return zones.filter((other) => !sameClock(other, viewerZone, startsAt));
}

/** Times the Participant may choose from. */
function offered({ offeredTimes, status }: SessionDetails, zone: string): [string, ReactNode][] {
  if (status !== 'scheduled' || offeredTimes.length === 0) return [];
  const times = offeredTimes.map((time) => (
    <li key={time}>
      <time dateTime={time}>{`${showDay(time, zone)}, ${showClock(time, zone)}`}</time>
    </li>
  ));
  return [['Times on offer', <ul key="times">{times}</ul>]];
}

function Span({ startsAt, endsAt, zone }: { startsAt: string; endsAt: string; zone: string }) {
  return (
    <p>
      <time dateTime={startsAt}>{showSpan(startsAt, endsAt, zone)}</time>
      <span className={css.small}>{showZone(zone, startsAt)}</span>
    </p>
  );
}
