import { eq } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { SharedRecording } from '../../wire/http.ts';
import { named } from '../db/named.ts';
import { recordings, recordingShares, sessions, shareViews, studies } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { isPasscode } from '../lib/passcode.ts';
import { isSame, randomId, randomToken, sha256 } from '../lib/random.ts';
import { sharedFileName } from '../recordings/file-name.ts';
import type { StoredFile } from '../recordings/serve.ts';
import type { Ctx } from './context.ts';
import type { ShareFacts } from './links.ts';
import { currentLinkKid, sharePassMac, shareSecret } from './links.ts';

/** What a browser shows at a share link: the secret of its URL, or the pass it was given when it opened the link before. */
export interface ShareKey {
  secret?: string | undefined;
  pass?: string | undefined;
}

/** A share link that is good, shown with its key. */
export interface OpenedShare {
  found: FoundShare;
  /** Who holds the pass, an opaque id; null for somebody who has only the link so far. */
  viewer: string | null;
}

/**
 * The share link of that id, when it is good and the key fits. Dead, expired, revoked, unknown and malformed ones do the same work
 * and get the same answer. Asked for each range of the file: a link that is revoked stops whoever is watching. AppError `share_dead`.
 */
export async function findShare(ctx: Ctx, id: string, { secret, pass }: ShareKey): Promise<OpenedShare> {
  const ring = ctx.env.LINK_KEYS;
  const [found] = await selectFoundShare(ctx, id);
  const facts = found?.share ?? { id: '', linkKid: currentLinkKid(ring) };
  const [isSecret, viewer] = await Promise.all([
    shareSecret(ring, facts).then((expected) => isSame(secret ?? '', expected)),
    viewerOf(ring, facts, pass ?? ''),
  ]);
  if (!found || !isAlive(found, ctx.now) || !(isSecret || viewer !== null)) throw new AppError('share_dead');
  return { found, viewer };
}

/** What opening a share link came to: what its page shows, and the pass by which this browser goes on, for so many ms. */
export interface Opening {
  view: SharedRecording;
  pass: string;
  lifeMs: number;
}

/**
 * Opens the link's page: counts a view, and hands out the pass. A browser that has one is not asked for the passcode again.
 * AppError `passcode_needed`, `passcode_wrong`.
 */
export async function openShare(
  ctx: Ctx,
  { found, viewer: known }: OpenedShare,
  passcode: string | undefined,
  browser: string,
): Promise<Opening> {
  const { share } = found;
  if (share.passcode !== null && known === null) {
    if (passcode === undefined) throw new AppError('passcode_needed');
    if (!(await isPasscode(passcode, share.passcode))) throw new AppError('passcode_wrong');
  }
  const viewer = known ?? randomToken();
  const view = { id: randomId(), shareId: share.id, viewerHash: await sha256(viewer), browser, at: ctx.now };
  await ctx.db.insert(shareViews).values(view);
  return {
    view: toSharedRecording(found),
    pass: `${viewer}.${await sharePassMac(ctx.env.LINK_KEYS, share, viewer)}`,
    lifeMs: share.expiresAt - ctx.now,
  };
}

/** Where the file behind a share link lies, for whoever holds a pass. Its name tells nobody's. AppError `share_dead`. */
export async function findSharedFile(ctx: Ctx, id: string, pass: string | undefined): Promise<StoredFile> {
  const { found } = await findShare(ctx, id, { pass });
  const { recording, session, study } = found;
  if (recording.objectKey === null) throw new AppError('share_dead');
  const name = { study: study.title, startedAt: recording.startedAt, zone: session.zone };
  return { objectKey: recording.objectKey, fileName: sharedFileName(name) };
}

const selectFoundShare = ({ db }: Ctx, id: string) =>
  db
    .select({
      share: named(recordingShares),
      recording: named(recordings),
      session: named(sessions),
      study: named(studies),
    })
    .from(recordingShares)
    .innerJoin(recordings, eq(recordings.id, recordingShares.recordingId))
    .innerJoin(sessions, eq(sessions.id, recordings.sessionId))
    .innerJoin(studies, eq(studies.id, sessions.studyId))
    .where(eq(recordingShares.id, id));
type FoundShare = Awaited<ReturnType<typeof selectFoundShare>>[number];

const isAlive = ({ share, recording }: FoundShare, now: number) =>
  share.revokedAt === null && share.expiresAt > now && recording.deletedAt === null;

/** Whose pass this is, or null: `<viewer>.<mac>`, signed for this one link. */
async function viewerOf(ring: string, share: ShareFacts, pass: string): Promise<string | null> {
  const [viewer = '', mac = ''] = pass.split('.');
  return (await isSame(mac, await sharePassMac(ring, share, viewer))) ? viewer : null;
}

function toSharedRecording({ share, recording, study }: FoundShare): SharedRecording {
  return {
    studyTitle: study.title,
    startedAt: toIso(recording.zeroAt ?? recording.startedAt),
    durationMs: recording.durationMs ?? 0,
    gaps: recording.gaps,
    expiresAt: toIso(share.expiresAt),
  };
}
