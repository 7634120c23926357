import type { LinkStanding, LinkView } from '../../wire/http.ts';
import { toIso } from '../lib/clock.ts';
import { stunOf } from '../media/ice.ts';
import { kitHostOf, mediaFor } from '../media/index.ts';
import { changeUntil } from './booking.ts';
import { consentTextOf, separateTracksOf } from './consent-text.ts';
import type { Ctx } from './context.ts';
import type { Entry } from './entry.ts';
import type { FoundSession } from './found-session.ts';
import type { Role } from '../../wire/words.ts';
import { ticketFor } from './seats.ts';
import { doorState, opensAt } from './session-status.ts';

/** All the link page needs to draw itself and to go in. Ticket and ICE servers only while there is a door to go through. */
export async function viewLink(ctx: Ctx, { found, seat }: Entry): Promise<LinkView> {
  const { study } = found;
  const media = mediaFor(ctx.env);
  const standing = standingOf(ctx, found, seat.role);
  const isShut = standing.session.state === 'over' || standing.session.state === 'cancelled';
  const [ticket, iceServers] = await Promise.all([
    isShut ? '' : ticketFor(ctx, seat),
    isShut ? [] : media.kind === 'sfu' ? media.sfu.iceServers() : stunOf(ctx.env),
  ]);
  return {
    ...standing,
    seat: { id: seat.id, role: seat.role, name: seat.name },
    guestPolicy: study.guestPolicy,
    separateTracks: separateTracksOf(study),
    recorded: study.recordingPolicy === 'automatic' && found.consent !== 'withdrawn',
    mayRecord: media.kind === 'sfu' && seat.role === 'researcher' && study.recordingPolicy !== 'off',
    consent: seat.role === 'participant' ? consentOf(found) : null,
    ticket,
    media: media.kind,
    kitHost: kitHostOf(ctx.env),
    iceServers,
  };
}

/** How things stand at the link, and for the Participant what their mail's page shows. */
export function standingOf({ now }: Ctx, found: FoundSession, role: Role): LinkStanding {
  const { session, study, host } = found;
  return {
    session: {
      id: session.id,
      studyTitle: study.title,
      hostName: host.name,
      startsAt: toIso(session.startsAt),
      endsAt: toIso(session.endsAt),
      zone: session.zone,
      opensAt: toIso(opensAt(session)),
      state: doorState(session, now),
      sharesScreen: study.sharesScreen,
      instructions: study.instructions,
      scheduleVersion: session.scheduleVersion,
    },
    plan: role === 'participant' ? planOf(found) : null,
    now: toIso(now),
  };
}

/** What the page a mail leads to shows: answer, other times, how late. */
const planOf = ({ session, participant, relaxed, consent, recorded }: FoundSession): LinkView['plan'] => ({
  rsvp: session.rsvp,
  changeUntil: toIso(changeUntil(session.startsAt, relaxed)),
  offeredTimes: session.offeredTimes.map(toIso),
  timeAsked: session.timeAskedAt !== null,
  lateMinutes: session.lateMinutes,
  zone: participant.zone,
  mayWithdraw: consent === 'yes' || (consent !== 'withdrawn' && recorded === 1),
});

const consentOf = ({ study, agreed, consent }: FoundSession): LinkView['consent'] => ({
  version: study.consentVersion,
  text: consentTextOf(study),
  agreed: agreed !== null,
  recording: study.recordingPolicy === 'off' || consent === 'withdrawn' ? null : consent !== 'no',
});
