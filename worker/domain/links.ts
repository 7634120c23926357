import { hmac, keyById, parseKeyRing } from '../lib/keys.ts';
import { isSame } from '../lib/random.ts';

/** What a link secret is derived from; nothing of it is stored but version and kid (ARCHITECTURE, decision 4). */
export interface LinkOf {
  kind: 'participant' | 'guest';
  sessionId: string;
  /** Participant id; '' for the Guest link, which is nobody's in particular. */
  person: string;
  version: number;
}

/** The secret of a link: HMAC-SHA-256 under key `kid`, base64url, 43 characters, 256 bits. */
export function linkSecret(ring: string, kid: string, { kind, sessionId, person, version }: LinkOf): Promise<string> {
  return hmac(keyById(parseKeyRing(ring).keys, kid), `${kind}|${sessionId}|${person}|${version}`);
}

/** Under which key new Sessions derive their links. */
export const currentLinkKid = (ring: string): string => parseKeyRing(ring).current;

export const linkUrl = (appOrigin: string, sessionId: string, secret: string): string =>
  `${appOrigin}/j/${sessionId}#${secret}`;

/** A Researcher's link carries no secret: it needs sign-in. */
export const researcherLink = (appOrigin: string, sessionId: string): string => `${appOrigin}/j/${sessionId}`;

/** What a share link of a recording is made of, as it stands in the database. */
export interface ShareFacts {
  id: string;
  linkKid: string;
}

/** The secret of a recording's share link. */
export const shareSecret = (ring: string, { id, linkKid }: ShareFacts): Promise<string> =>
  hmac(keyById(parseKeyRing(ring).keys, linkKid), `share|${id}`);

/** What signs the pass of a browser that has opened a share link: good for that link only. */
export const sharePassMac = (ring: string, { id, linkKid }: ShareFacts, viewer: string): Promise<string> =>
  hmac(keyById(parseKeyRing(ring).keys, linkKid), `share_pass|${id}|${viewer}`);

export const shareUrl = (appOrigin: string, shareId: string, secret: string): string =>
  `${appOrigin}/r/${shareId}#${secret}`;

/** What links of a Session are made of, as it stands in the database. */
export interface LinkFacts {
  id: string;
  linkKid: string;
  participantId: string;
  participantLinkVersion: number;
  guestLinkVersion: number;
}

export const participantSecret = (ring: string, session: LinkFacts): Promise<string> =>
  linkSecret(ring, session.linkKid, {
    kind: 'participant',
    sessionId: session.id,
    person: session.participantId,
    version: session.participantLinkVersion,
  });

export const guestSecret = (ring: string, session: LinkFacts): Promise<string> =>
  linkSecret(ring, session.linkKid, {
    kind: 'guest',
    sessionId: session.id,
    person: '',
    version: session.guestLinkVersion,
  });

/**
 * Whose link this secret is, or null. For an unknown Session the same work is done on made-up facts, so that dead,
 * unknown and malformed links take as long as living ones.
 */
export async function whoseSecret(
  ring: string,
  session: LinkFacts | undefined,
  secret: string,
): Promise<'participant' | 'guest' | null> {
  const facts = session ?? { ...NOBODY, linkKid: currentLinkKid(ring) };
  const [participant, guest] = await Promise.all([participantSecret(ring, facts), guestSecret(ring, facts)]);
  const [isParticipant, isGuest] = await Promise.all([isSame(secret, participant), isSame(secret, guest)]);
  if (!session) return null;
  if (isParticipant) return 'participant';
  return isGuest ? 'guest' : null;
}

const NOBODY = { id: '', participantId: '', participantLinkVersion: 0, guestLinkVersion: 0 };
