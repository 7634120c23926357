import type { SessionRow } from '../../../wire/http.ts';
import type { Rsvp, SessionStatus } from '../../../wire/words.ts';
import { RSVP_LABELS, SESSION_STATUS_LABELS } from '../../lib/labels.ts';
import { setupProblems } from '../../lib/setup.ts';
import type { Tone } from '../../ui/badge.tsx';
import { Badge } from '../../ui/badge.tsx';

const RSVP_TONES: Record<Rsvp, Tone> = { none: 'plain', confirmed: 'good', declined: 'bad' };
const STATUS_TONES: Record<SessionStatus, Tone> = {
  scheduled: 'plain',
  needs_review: 'warn',
  completed: 'good',
  no_show: 'warn',
  cancelled: 'plain',
};

/** How a Session stands: 'Live' while somebody is in its room, else its status. */
export function StatusBadge({ session }: { session: Pick<SessionRow, 'live' | 'status'> }) {
  if (session.live && session.status === 'scheduled') return <Badge tone="live">Live</Badge>;
  return <Badge tone={STATUS_TONES[session.status]}>{SESSION_STATUS_LABELS[session.status]}</Badge>;
}

/** Whether the Participant said they will come. */
export function RsvpBadge({ rsvp }: { rsvp: Rsvp }) {
  return <Badge tone={RSVP_TONES[rsvp]}>{RSVP_LABELS[rsvp]}</Badge>;
}

/** 'I'm running late', 'asked for another time', and what their pre-call check found wrong: what came from the Participant since. */
export function SaidBadges({
  session,
}: {
  session: Pick<SessionRow, 'lateMinutes' | 'timeAsked' | 'deviceCheck' | 'status'>;
}) {
  if (session.status !== 'scheduled') return null;
  const problems = session.deviceCheck ? setupProblems(session.deviceCheck.result) : [];
  return (
    <>
      {session.lateMinutes !== null && <Badge tone="warn">{`Running late, ${session.lateMinutes} minutes`}</Badge>}
      {session.timeAsked && <Badge tone="warn">Asked for another time</Badge>}
      {problems.length > 0 && <Badge tone="warn">{`Set-up needs help: ${problems.join(', ')}`}</Badge>}
    </>
  );
}
