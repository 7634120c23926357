import type { SessionDetails, SessionRow } from '../../wire/http.ts';
import { AppError } from '../../wire/errors.ts';
import type { ErrorCode } from '../../wire/errors.ts';
import { enterLink } from '../../worker/domain/entry.ts';
import { getSession } from '../../worker/domain/sessions.ts';
import type { Seat } from '../../worker/domain/seats.ts';
import type { SessionWish, Signed } from '../world.ts';
import { cookiesOf, linkSecrets, mintCtx, mintResearcher, mintSession, mintStudy, send } from '../world.ts';

export interface Planned extends Signed {
  session: SessionRow;
  startsAt: number;
  /** The Participant's seat, and the Cookie header of the browser that holds it. */
  seat: Seat;
  seatCookie: string;
}

/** A Session and its Participant, who has opened the link of their mail. Booked relaxed unless told not to. */
export async function mintPlanned(wish: SessionWish & { relaxed?: boolean } = {}): Promise<Planned> {
  const signed = await mintResearcher({ relaxed: wish.relaxed ?? true });
  const session = await mintSession(signed, await mintStudy(signed), wish);
  const { participant } = await linkSecrets(signed.researcher, session.id);
  const entered = await send('POST', `/api/j/${session.id}/exchange`, { body: { secret: participant } });
  const entrant = { secret: participant, seat: undefined, seatCookies: [], signInCookie: undefined };
  const { seat } = await enterLink(mintCtx(), session.id, entrant);
  return { ...signed, session, startsAt: Date.parse(session.startsAt), seat, seatCookie: cookiesOf(entered) };
}

/** The Session as its Researcher sees it now. */
export const detailsOf = ({ researcher, session }: Planned): Promise<SessionDetails> =>
  getSession(mintCtx(), researcher, session.id);

/** Kind and receiver of each of a Session's mails, in the order they were planned. */
export const mailsOf = async (planned: Planned): Promise<string[]> =>
  (await detailsOf(planned)).mails
    .filter(({ kind }) => !kind.startsWith('reminder'))
    .map(({ kind, to }) => `${kind} to ${to === planned.researcher.email ? 'host' : 'participant'}`);

/** With what code and detail a verb refuses; null when it does not. */
export async function refusalOf(
  work: Promise<unknown>,
): Promise<{ code: ErrorCode; detail: Record<string, unknown> | undefined } | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, detail: error.detail };
    throw error;
  }
}
