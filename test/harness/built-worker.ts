import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { freePort } from '../../dev/stack/ports.ts';
import { run, waitFor, answers } from '../../dev/stack/processes.ts';
import { localSecrets } from '../../dev/stack/secrets.ts';

export interface BuiltWorker {
  origin: string;
  mailbox: string;
  /** Folder with all that persists. */
  state: string;
  stop: () => Promise<void>;
}

/** Bundles a Worker as for a deployment and runs it under miniflare with persisted state and a mailbox, without wrangler dev. */
export async function startBuiltWorker(main = 'worker/index.ts'): Promise<BuiltWorker> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-built-'));
  const out = join(state, 'bundle');
  execFileSync('wrangler', ['deploy', main, '--dry-run', '--outdir', out], { stdio: 'pipe' });
  const mailboxPort = await freePort(19_788);
  const mailbox = `http://127.0.0.1:${mailboxPort}`;
  const mails = run('mailbox', ['node', 'dev/mailbox/main.ts'], {
    env: { MAILBOX_PORT: String(mailboxPort), MAILBOX_FILE: join(state, 'mailbox.json') },
  });
  await waitFor('The mailbox', mails, () => answers(mailbox));
  const port = await freePort(19_787);
  const origin = `http://127.0.0.1:${port}`;
  const worker = new Miniflare({
    resourcePersistencePath: join(state, 'persist'),
    ...convertV4MiniflareOptions({
      host: '127.0.0.1',
      port,
      modules: true,
      modulesRoot: out,
      scriptPath: join(out, basename(main).replace(/\.ts$/, '.js')),
      compatibilityDate: /compatibility_date = "(.+)"/.exec(readFileSync('wrangler.toml', 'utf8'))?.[1] ?? '',
      d1Databases: ['DB'],
      r2Buckets: ['RECORDINGS'],
      durableObjects: { ROOM: { className: 'Room', useSQLite: true } },
      ratelimits: {
        LINK_BRAKE: { namespace_id: '1001', simple: { limit: 10_000, period: 60 } },
        SIGN_IN_BRAKE: { namespace_id: '1002', simple: { limit: 10_000, period: 60 } },
      },
      bindings: {
        ...localSecrets(join(state, 'secrets.env')),
        APP_ORIGIN: origin,
        ICE: 'host',
        MEDIA: 'sfu',
        MAIL_TRANSPORT: 'mailbox',
        MAILBOX_URL: mailbox,
        MAIL_FROM: 'no-reply@fieldroom.example.com',
        REALTIME_API_URL: 'http://127.0.0.1:9/v1',
        REALTIME_APP_ID: 'local',
      },
    }),
  });
  await worker.ready;
  await migrate(await worker.getD1Database('DB'));
  return {
    origin,
    mailbox,
    state,
    stop: async () => {
      await worker.dispose();
      await mails.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

type Database = Awaited<ReturnType<Miniflare['getD1Database']>>;

async function migrate(database: Database): Promise<void> {
  for (const file of readdirSync('migrations')
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    const statements = readFileSync(join('migrations', file), 'utf8').split('--> statement-breakpoint');
    await database.batch(statements.map((statement) => database.prepare(statement)));
  }
}
