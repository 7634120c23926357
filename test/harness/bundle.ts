import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { localSecrets } from '../../dev/stack/secrets.ts';

/** Bundles a Worker as for a deployment into `<state>/bundle`. */
export function bundleWorker(state: string, main = 'worker/index.ts'): void {
  execFileSync('wrangler', ['deploy', main, '--dry-run', '--outdir', join(state, 'bundle')], { stdio: 'pipe' });
}

export interface WorkerWish {
  /** Folder with the bundle and all that persists. */
  state: string;
  main?: string;
  port: number;
  /** Base URL of the local mailbox. */
  mailbox: string;
  /** Beside the usual ones. */
  bindings?: Record<string, string>;
  /** Where the runtime's inspector is to answer; without it there is none. */
  inspectorPort?: number;
  /** What the runtime writes, line by line; without it that goes to the terminal. */
  log?: (line: string) => void;
}

/** A bundled Worker under miniflare, without wrangler dev. What it stores survives it, also when it is killed. */
export function openWorker(wish: WorkerWish): Miniflare {
  const { state, main = 'worker/index.ts', port, mailbox, bindings = {}, inspectorPort, log } = wish;
  const out = join(state, 'bundle');
  return new Miniflare({
    ...convertV4MiniflareOptions({
      host: '127.0.0.1',
      port,
      ...(inspectorPort === undefined ? {} : { inspectorPort }),
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
        APP_ORIGIN: `http://127.0.0.1:${port}`,
        ICE: 'host',
        MEDIA: 'sfu',
        MAIL_TRANSPORT: 'mailbox',
        MAILBOX_URL: mailbox,
        MAIL_FROM: 'no-reply@fieldroom.example.com',
        REALTIME_API_URL: 'http://127.0.0.1:9/v1',
        REALTIME_APP_ID: 'local',
        ...bindings,
      },
    }),
    // After the converted options: they carry an undefined one of their own.
    resourcePersistencePath: join(state, 'persist'),
    ...(log ? { handleStructuredLogs: ({ message }: { message: string }) => log(message) } : {}),
  });
}

export type Database = Awaited<ReturnType<Miniflare['getD1Database']>>;

export async function migrate(database: Database): Promise<void> {
  for (const file of readdirSync('migrations')
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    const statements = readFileSync(join('migrations', file), 'utf8').split('--> statement-breakpoint');
    await database.batch(statements.map((statement) => database.prepare(statement)));
  }
}
