import { and, desc, eq, inArray, ne, notExists, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { Study, StudyPatch, StudyRow } from '../../wire/http.ts';
import type { GuestPolicy, RecordingPolicy, SeparateTracks, StudyState } from '../../wire/words.ts';
import { sessions, studies } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { randomId } from '../lib/random.ts';
import { DEFAULT_CONSENT } from './consent-text.ts';
import type { Ctx } from './context.ts';
import { studyNoticedAt } from './expiring.ts';
import type { Researcher } from './people.ts';
import { keptUntil } from './retention.ts';
import { outdateRoomsOfStudy, planRoomsOfStudy } from './rooms.ts';
import { FINISHED, ONGOING } from './session-status.ts';

export interface NewStudy {
  title: string;
  about: string;
  lengthMinutes: number;
  instructions: string;
  sharesScreen: boolean;
  consent?: string | undefined;
  guestPolicy: GuestPolicy;
  recordingPolicy: RecordingPolicy;
  separateTracks: SeparateTracks;
}

/** A Study of this workspace, or AppError `not_found`. */
export async function getStudy(ctx: Ctx, researcher: Researcher, id: string): Promise<Study> {
  const [row] = await ctx.db.select().from(studies).where(isOwn(researcher, id));
  return toStudy(ctx, researcher, row);
}

/** The workspace's Studies, newest first, each with its counts. */
export async function listStudies(ctx: Ctx, { workspace }: Researcher): Promise<StudyRow[]> {
  const count = (statuses: readonly string[]) =>
    sql<number>`count(case when ${inArray(sessions.status, [...statuses] as never[])} then 1 end)`;
  const next = sql<
    number | null
  >`min(case when ${sessions.status} = 'scheduled' and ${sessions.endsAt} > ${ctx.now} then ${sessions.startsAt} end)`;
  const rows = await ctx.db
    .select({
      id: studies.id,
      title: studies.title,
      state: studies.state,
      lengthMinutes: studies.lengthMinutes,
      ongoing: count(ONGOING),
      completed: count(FINISHED),
      next,
    })
    .from(studies)
    .leftJoin(sessions, eq(sessions.studyId, studies.id))
    .where(eq(studies.workspaceId, workspace.id))
    .groupBy(studies.id)
    .orderBy(desc(studies.createdAt));
  return rows.map(({ next, ...row }) => ({ ...row, nextStartsAt: next === null ? null : toIso(next) }));
}

/** A new Study is a Draft; an empty consent text becomes our own. */
export async function createStudy(ctx: Ctx, researcher: Researcher, { consent, ...body }: NewStudy): Promise<Study> {
  const [row] = await ctx.db
    .insert(studies)
    .values({
      ...body,
      id: randomId(),
      workspaceId: researcher.workspace.id,
      consentText: consent || DEFAULT_CONSENT,
      createdBy: researcher.id,
      createdAt: ctx.now,
    })
    .returning();
  return toStudy(ctx, researcher, row);
}

/**
 * Changes a Study; its Rooms are told. A changed consent text is a new version of it.
 * AppError `owner_only` (retention), `not_found`, `study_has_sessions` (closing with Sessions scheduled), `conflict` (its state forbids it).
 */
export async function changeStudy(ctx: Ctx, researcher: Researcher, id: string, patch: StudyPatch): Promise<Study> {
  const { consent, state, ...fields } = patch;
  if (fields.retentionDays !== undefined && researcher.role !== 'owner') throw new AppError('owner_only');
  const change = {
    ...withoutUndefined(fields),
    ...(state === undefined ? {} : { state, closedAt: closing(ctx, state) }),
    ...(consent === undefined ? {} : { consentText: consent }),
    ...(consent === undefined && fields.separateTracks === undefined
      ? {}
      : { consentVersion: nextConsentVersion(consent, fields.separateTracks) }),
  };
  if (Object.keys(change).length === 0) return getStudy(ctx, researcher, id);
  const [[row]] = await ctx.db.batch([
    ctx.db
      .update(studies)
      .set(change)
      .where(and(isOwn(researcher, id), mayBecome(ctx, id, state)))
      .returning(),
    outdateRoomsOfStudy(ctx, id),
  ]);
  if (!row) throw await whyNot(ctx, researcher, id);
  ctx.later(planRoomsOfStudy(ctx, id));
  return toStudy(ctx, researcher, row);
}

/** Retention counts from the first closing on; reopening stops it. */
const closing = ({ now }: Ctx, state: StudyState) =>
  state === 'closed' ? sql`coalesce(${studies.closedAt}, ${now})` : null;

const isOwn = ({ workspace }: Researcher, id: string) => and(eq(studies.id, id), eq(studies.workspaceId, workspace.id));

/** Draft and Closed open; Live closes when no Session is scheduled any more. A state it already has is no change. */
function mayBecome({ db }: Ctx, id: string, state: StudyState | undefined) {
  if (state !== 'closed') return undefined;
  const scheduled = db
    .select({ one: sql`1` })
    .from(sessions)
    .where(and(eq(sessions.studyId, id), eq(sessions.status, 'scheduled')));
  return and(ne(studies.state, 'draft'), notExists(scheduled));
}

/** Separate tracks are said in the text that people agree to: changing them changes it, too. */
const nextConsentVersion = (text: string | undefined, tracks: SeparateTracks | undefined) => {
  const isSame = and(
    text === undefined ? undefined : eq(studies.consentText, text),
    tracks === undefined ? undefined : eq(studies.separateTracks, tracks),
  );
  return sql`${studies.consentVersion} + case when ${isSame} then 0 else 1 end`;
};

/** Only closing is ever refused, for one of two reasons. */
async function whyNot(ctx: Ctx, researcher: Researcher, id: string): Promise<AppError> {
  const study = await getStudy(ctx, researcher, id);
  if (study.state !== 'draft') return new AppError('study_has_sessions');
  return new AppError('conflict', { message: 'A Draft has nothing to close. Open the Study first.' });
}

async function toStudy(
  ctx: Ctx,
  { workspace }: Researcher,
  row: typeof studies.$inferSelect | undefined,
): Promise<Study> {
  if (!row) throw new AppError('not_found');
  const days = row.retentionDays ?? workspace.retentionDays;
  const noticedAt = row.closedAt === null ? null : await studyNoticedAt(ctx, row.id);
  const until = keptUntil({ closedAt: row.closedAt, days, noticedAt }, ctx.now);
  const { id, title, about, lengthMinutes, instructions, sharesScreen, guestPolicy, state, ...rest } = row;
  const consent = { version: row.consentVersion, text: row.consentText };
  const { recordingPolicy, retentionDays, separateTracks } = rest;
  const kept = until === null ? null : toIso(until);
  const recordings = { recordingPolicy, retentionDays, keptUntil: kept, separateTracks };
  return { id, title, about, lengthMinutes, instructions, sharesScreen, consent, guestPolicy, ...recordings, state };
}

/** A key that is there with `undefined` would be written by drizzle as no change; keep only what was sent. */
const withoutUndefined = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
