import { setTimeout as sleep } from 'node:timers/promises';
import { DAY, HOUR } from '../../wire/limits.ts';
import { startBuiltWorker, type BuiltWorker } from '../harness/built-worker.ts';
import { openBenchStudy } from './bench-study.ts';
import type { Metric } from './results.ts';

const ROOMS = 1_000;
/** The sweep tells 100 Rooms at a time; this is time enough to tell them all before anything is due. ms */
const TIME_TO_PLAN = 40_000;
/** Reminders that are not there by then are not coming. ms */
const PATIENCE = 120_000;

/** 1,000 Sessions that start at the same instant, as on the hour: how late their reminders are in the outbox, and what planning one costs. */
export async function measure(): Promise<Metric[]> {
  const worker = await startBuiltWorker();
  try {
    const { session } = await openBenchStudy(worker);
    const startsAt = Date.now() + HOUR + TIME_TO_PLAN;
    await multiply(worker, session.id, startsAt);
    const began = performance.now();
    while ((await count(worker, 'SELECT count(*) AS n FROM sessions WHERE planned_version < facts_version')) > 0)
      await worker.cron();
    const planned = performance.now() - began;
    if (Date.now() >= startsAt - HOUR) throw new Error('Planning took longer than the time to the first reminder.');
    const late = await lateness(worker, startsAt - HOUR);
    const at = (share: number) => late[Math.ceil(late.length * share) - 1] ?? NaN;
    return [
      { name: 'agenda.late_p50_ms', value: at(0.5), unit: 'ms' },
      { name: 'agenda.late_p99_ms', value: at(0.99), unit: 'ms' },
      { name: 'agenda.plan_us', value: (planned * 1_000) / ROOMS, unit: 'us' },
    ];
  } finally {
    await worker.stop();
  }
}

/** Copies of one Session with ids of their own, scheduled a day before: their Rooms have not been told yet. */
async function multiply({ database }: BuiltWorker, id: string, startsAt: number): Promise<void> {
  const { results } = await database.prepare("SELECT name FROM pragma_table_info('sessions')").all<{ name: string }>();
  const changed: Record<string, string> = {
    id: "id || '-' || number",
    starts_at: String(startsAt),
    ends_at: String(startsAt + HOUR),
    scheduled_at: String(startsAt - DAY),
    planned_version: '0',
  };
  const columns = results.map(({ name }) => name);
  // One statement: a thousand through miniflare's proxy are a thousand calls.
  await database
    .prepare(
      `INSERT INTO sessions (${columns.join(', ')})
       WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < ${ROOMS})
       SELECT ${columns.map((name) => changed[name] ?? name).join(', ')} FROM sessions, numbers WHERE id = ?`,
    )
    .bind(id)
    .run();
}

async function count({ database }: BuiltWorker, sql: string): Promise<number> {
  return (await database.prepare(sql).first<number>('n')) ?? 0;
}

/** How long after `due` each Session's first reminder was in the outbox, ascending, ms. */
async function lateness(worker: BuiltWorker, due: number): Promise<number[]> {
  const reminders = "FROM mails WHERE kind = 'reminder_hour'";
  for (const until = due + PATIENCE; ;) {
    if ((await count(worker, `SELECT count(DISTINCT session_id) AS n ${reminders}`)) >= ROOMS) break;
    if (Date.now() > until) throw new Error('Some reminders never came.');
    await sleep(1_000);
  }
  const { results } = await worker.database
    .prepare(`SELECT min(created_at) AS at ${reminders} GROUP BY session_id ORDER BY at`)
    .all<{ at: number }>();
  return results.map(({ at }) => at - due);
}
