import type { SQL } from 'drizzle-orm';
import { and, asc, count, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { RetentionPreview } from '../../wire/http.ts';
import { DAY, RETENTION_NOTICE } from '../../wire/limits.ts';
import { mails, members, recordings, sessions, studies, workspaces } from '../db/schema.ts';
import { toIso } from '../lib/clock.ts';
import { enqueueMail } from '../mail/outbox.ts';
import type { Ctx } from './context.ts';
import { doomed, markDeleted } from './deletion.ts';
import type { Researcher } from './people.ts';
import { keptUntil } from './retention.ts';

/** So many Studies are noticed in a minute, and so many recordings marked: bounded work, and a year of them in an hour. */
const NOTICES_PER_MINUTE = 20;
const MARKED_PER_MINUTE = 20;

const days = sql<number>`coalesce(${studies.retentionDays}, ${workspaces.retentionDays})`;
const dueAfter = (days: SQL) => sql<number>`(${studies.closedAt} + ${days} * ${sql.raw(String(DAY))})`;
const due = dueAfter(days);
/** What the keys of its notices for a date begin with: another date is another notice. */
const prefixFor = (due: SQL) => sql<string>`'study:' || ${studies.id} || ':recordings_expiring:' || ${due} || ':'`;
/** Its notices for that date: ':' is right before ';'. */
const noticesFor = (due: SQL) => sql`m.key >= ${prefixFor(due)} and m.key < rtrim(${prefixFor(due)}, ':') || ';'`;
/** When the last of them left; null: none has, or one may still leave. */
const noticedFor = (due: SQL) => sql<
  number | null
>`(select case when count(*) filter (where m.status in ('planned', 'claimed')) = 0
  then max(m.sent_at) end from mails m where ${noticesFor(due)})`;
const noticedAt = noticedFor(due);
const isNoticed = sql`exists (select 1 from mails m where ${noticesFor(due)})`;
const hasRecordings = sql`exists (select 1 from ${recordings} r join ${sessions} s on s.id = r.session_id
  where s.study_id = ${studies.id} and r.deleted_at is null)`;

const selectStudies = ({ db }: Ctx) =>
  db
    .select({ id: studies.id, workspaceId: studies.workspaceId, due: due.mapWith(Number), noticedAt })
    .from(studies)
    .innerJoin(workspaces, eq(workspaces.id, studies.workspaceId))
    .$dynamic();

/** When the last notice of a closed Study for its present date left. UTC ms; null: none has. */
export async function studyNoticedAt(ctx: Ctx, studyId: string): Promise<number | null> {
  const [row] = await selectStudies(ctx).where(and(eq(studies.id, studyId), isNotNull(studies.closedAt)));
  return row?.noticedAt ?? null;
}

/** The minute cron's: Studies whose recordings fall due within 7 days are told of, once each and for each date. */
export async function noticeExpiring(ctx: Ctx): Promise<void> {
  const rows = await selectStudies(ctx)
    .where(and(isNotNull(studies.closedAt), lte(due, ctx.now + RETENTION_NOTICE), hasRecordings, sql`not ${isNoticed}`))
    .orderBy(asc(studies.closedAt))
    .limit(NOTICES_PER_MINUTE);
  for (const row of rows) await notice(ctx, row);
}

interface ExpiringStudy {
  id: string;
  workspaceId: string;
  due: number;
}

/** To the Owners, and to who hosted a Session whose recording is still there. */
async function notice(ctx: Ctx, { id, workspaceId, due: dueDate }: ExpiringStudy): Promise<void> {
  const { db } = ctx;
  const hosts = db
    .select({ id: sessions.hostId })
    .from(sessions)
    .innerJoin(recordings, eq(recordings.sessionId, sessions.id))
    .where(and(eq(sessions.studyId, id), isNull(recordings.deletedAt)));
  const readers = await db
    .select()
    .from(members)
    .where(
      and(eq(members.workspaceId, workspaceId), sql`(${eq(members.role, 'owner')} or ${inArray(members.id, hosts)})`),
    );
  const [first, ...others] = readers.map((reader) =>
    enqueueMail(ctx, {
      key: `study:${id}:recordings_expiring:${dueDate}:${reader.id}`,
      sessionId: null,
      kind: 'recordings_expiring',
      to: { email: reader.email, name: reader.name },
      data: { study: id, due: dueDate, zone: reader.zone },
    }),
  );
  if (first) await db.batch([first, ...others]);
}

/** The minute cron's: what is due, and was told of 7 days ago or before, is marked for deletion. */
export async function markExpired(ctx: Ctx): Promise<void> {
  const { db, now } = ctx;
  const isOver = and(
    isNotNull(studies.closedAt),
    lte(due, now),
    isNull(recordings.deletedAt),
    sql`${noticedAt} <= ${now - RETENTION_NOTICE}`,
  );
  const rows = await db
    .select(doomed)
    .from(studies)
    .innerJoin(workspaces, eq(workspaces.id, studies.workspaceId))
    .innerJoin(sessions, eq(sessions.studyId, studies.id))
    .innerJoin(recordings, eq(recordings.sessionId, sessions.id))
    .where(isOver)
    .limit(MARKED_PER_MINUTE);
  for (const row of rows) {
    await db.batch(markDeleted(ctx, row, { why: 'retention', memberId: null, byName: null }));
  }
}

/**
 * What so many days would delete sooner, before an Owner saves them: of that Study, or of all that follow the workspace's days.
 * AppError `owner_only`.
 */
export async function previewRetention(
  { db, now }: Ctx,
  { role, workspace }: Researcher,
  fewer: number,
  studyId?: string,
): Promise<RetentionPreview> {
  if (role !== 'owner') throw new AppError('owner_only');
  const rows = await db
    .select({
      closedAt: studies.closedAt,
      recordings: count(),
      noticedAt: noticedFor(dueAfter(sql`cast(${fewer} as integer)`)),
    })
    .from(studies)
    .innerJoin(workspaces, eq(workspaces.id, studies.workspaceId))
    .innerJoin(sessions, eq(sessions.studyId, studies.id))
    .innerJoin(recordings, eq(recordings.sessionId, sessions.id))
    .where(
      and(
        eq(studies.workspaceId, workspace.id),
        studyId === undefined ? isNull(studies.retentionDays) : eq(studies.id, studyId),
        isNotNull(studies.closedAt),
        isNull(recordings.deletedAt),
        sql`${days} > ${fewer}`,
      ),
    )
    .groupBy(studies.id);
  const dates = rows.map(({ closedAt, noticedAt }) => {
    const deletedAt = keptUntil({ closedAt, days: fewer, noticedAt }, now) ?? 0;
    return { deletedAt, noticeAt: noticedAt === null ? deletedAt - RETENTION_NOTICE : null };
  });
  const [first] = dates.sort((one, other) => one.deletedAt - other.deletedAt);
  return {
    recordings: rows.reduce((sum, row) => sum + row.recordings, 0),
    deletedAt: first ? toIso(first.deletedAt) : null,
    noticeAt: first && first.noticeAt !== null ? toIso(first.noticeAt) : null,
  };
}

/** What a notice tells, read as it leaves; null: its date holds no more, or nothing is left to delete. */
export async function expiringStudy(
  { db }: Ctx,
  studyId: string,
  dueDate: number,
): Promise<{ id: string; title: string; recordings: number } | null> {
  const [row] = await db
    .select({
      id: studies.id,
      title: studies.title,
      due: due.mapWith(Number),
      recordings: sql<number>`(select count(*) from ${recordings} r join ${sessions} s on s.id = r.session_id
        where s.study_id = ${studies.id} and r.deleted_at is null)`,
    })
    .from(studies)
    .innerJoin(workspaces, eq(workspaces.id, studies.workspaceId))
    .where(eq(studies.id, studyId));
  return row && row.due === dueDate && row.recordings > 0 ? row : null;
}

/** Is a mail a notice about one of this workspace's Studies; for its page of mails that failed. */
export const isOwnNotice = (workspaceId: string) =>
  and(
    eq(mails.kind, 'recordings_expiring'),
    sql`json_extract(${mails.data}, '$.study') in (select id from ${studies} where ${eq(studies.workspaceId, workspaceId)})`,
  );
