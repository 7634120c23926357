import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askSignInLink, Client } from '../../dev/seed/client.ts';
import type { SessionRow, Study } from '../../wire/http.ts';
import { DAY, HOUR, MINUTE } from '../../wire/limits.ts';
import type { Metric } from '../bench/results.ts';
import { bundleWorker } from '../harness/bundle.ts';
import { persist, startKillable, type Killable } from './killable.ts';
import { openPostOffice, type PostOffice } from './post-office.ts';
import { chance } from './random.ts';
import { judge, type Case } from './verdict.ts';

const SESSIONS = 200;
const KILLS = 50;
/** Every fifth Session is cancelled while it runs, and every fifth moved. */
const SHARE = 5;
/** Reminders fall due from here on, counted from when the Sessions are brought near, over so long. ms */
const FIRST_DUE = 15_000;
const DUE_OVER = 150_000;
/** Between a start and the next kill, ms at most. */
const LIVES_AT_MOST = 3_000;

/** An alarm is believed lost after two minutes (worker/domain/overdue.ts). ms */
const SWEEP_SEES_IT = 4 * MINUTE;

/** `npm run fault -- mail [seed]`: mails lost, sent twice and sent wrongly while the Worker is killed and the mail server fails. */
export async function runMailFault(seed: number): Promise<{ metrics: Metric[]; failed: boolean }> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-fault-'));
  bundleWorker(state);
  const office = await openPostOffice(seed);
  const worker = await startKillable(state, office.url);
  try {
    const client = new Client(worker.origin);
    const cases = await schedule(client, worker, office, seed);
    console.log(`  ${cases.length} Sessions scheduled; killing ${KILLS} times`);
    const changes = Promise.all(cases.map((one) => changeLater(client, one, seed)));
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(chance(seed, 'kill', kill) * LIVES_AT_MOST);
      await worker.kill();
      await worker.start();
    }
    await changes;
    await sleep(Math.max(0, Math.max(...cases.map(({ startsAt }) => startsAt)) - HOUR - Date.now()));
    office.trouble(false);
    await comeToRest(worker, () => judge(cases, office.deliveries).lost.length === 0);
    const { lost, twice, wrong } = judge(cases, office.deliveries);
    for (const line of [...lost, ...twice, ...wrong]) console.log(`  ${line}`);
    console.log(
      `  ${office.deliveries.length} delivered in ${office.calls()} calls, ${office.repeats()} of them repeats`,
    );
    const found = { lost, twice, wrong };
    const metrics = Object.entries(found).map(([what, { length }]) => ({
      name: `mail.${what}`,
      value: length,
      unit: 'count' as const,
    }));
    return { metrics, failed: metrics.some(({ value }) => value > 0) };
  } finally {
    await worker.kill();
    office.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

/** Books them through the API, then moves their rows in D1 so that their reminders fall due while we watch; the cron's sweep tells the Rooms. */
async function schedule(client: Client, worker: Killable, office: PostOffice, seed: number): Promise<Case[]> {
  const token = (await askSignInLink(client, office.url, 'rosa@lab.example')).split('#')[1];
  await client.call('POST', '/api/sign-in/complete', { token });
  await client.call('PATCH', '/api/workspace', { relaxedBooking: true });
  const { id: study } = await client.call<Study>('POST', '/api/studies', { title: 'Maps', lengthMinutes: 5 });
  await client.call('PATCH', `/api/studies/${study}`, { state: 'live' });
  office.trouble(true);
  const rows: SessionRow[] = [];
  for (let number = 0; number < SESSIONS; number++) {
    const participant = { name: `Person ${number}`, email: `person${number}@people.example` };
    const startsAt = new Date(Date.now() + 2 * DAY + number * 10 * MINUTE).toISOString();
    const wish = { participant, startsAt, lengthMinutes: 5, zone: 'Asia/Kolkata' };
    rows.push(await client.call<SessionRow>('POST', `/api/studies/${study}/sessions`, wish));
  }
  const near = Date.now() + HOUR + FIRST_DUE;
  const fates: Case['fate'][] = ['cancelled', 'moved'];
  const cases = rows.map(({ id }, number): Case => {
    const startsAt = near + Math.floor(chance(seed, 'due', number) * DUE_OVER);
    return { id, startsAt, fate: fates[number % SHARE] ?? 'kept', changedAt: null };
  });
  await worker.sql(
    cases.map(
      ({ id, startsAt }) =>
        `UPDATE sessions SET starts_at = ${startsAt}, ends_at = ${startsAt + 5 * MINUTE}, scheduled_at = ${startsAt - DAY},
         facts_version = facts_version + 1 WHERE id = '${id}'`,
    ),
  );
  return cases;
}

/** A Researcher changes their mind at some moment of the run. What was asked before the Worker died is asked again. */
async function changeLater(client: Client, one: Case, seed: number): Promise<void> {
  if (one.fate === 'kept') return;
  await sleep(chance(seed, 'change', one.startsAt) * (FIRST_DUE + DUE_OVER));
  const number = chance(seed, 'slot', one.startsAt);
  const startsAt = new Date(Date.now() + 20 * DAY + Math.floor(number * 300 * DAY)).toISOString();
  const [path, body] =
    one.fate === 'cancelled'
      ? ['cancel', { reason: 'Ill', scheduleVersion: 1 }]
      : ['reschedule', { startsAt, lengthMinutes: 5, zone: 'Asia/Kolkata', scheduleVersion: 1 }];
  for (;;) {
    const response = await persist(() =>
      client.send('POST', `/api/sessions/${one.id}/${path}`, JSON.stringify(body), 'application/json'),
    );
    await persist(() => response.text().catch(() => ''));
    one.changedAt = Date.now();
    // 409: it had been done before the Worker died, only its yes was lost.
    if (response.ok || response.status === 409) return;
    if (response.status < 500) throw new Error(`${path}: ${response.status}`);
  }
}

/** The mail service has recovered: what waits for its next try need not wait longer. A lost alarm gets the time the sweep takes to see it. */
async function comeToRest(worker: Killable, isAllThere: () => boolean): Promise<void> {
  for (const until = Date.now() + SWEEP_SEES_IT; ;) {
    const [, rows] = await worker.sql([
      "UPDATE mails SET due_at = 0 WHERE status = 'planned'",
      "SELECT count(*) AS waiting FROM mails WHERE status IN ('planned', 'claimed')",
    ]);
    if (rows?.[0]?.['waiting'] === 0 && (isAllThere() || Date.now() > until)) return;
    await sleep(1_000);
  }
}
