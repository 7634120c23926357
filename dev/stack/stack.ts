import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaKind, MediaPlan } from './media.ts';
import { mediaPlan } from './media.ts';
import { freePort } from './ports.ts';
import type { Running } from './processes.ts';
import { answers, run, waitFor } from './processes.ts';
import { localSecrets } from './secrets.ts';

/** Quiet and offline: no look-ups, no questions, no telemetry. */
const WRANGLER_ENV = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  NO_COLOR: '1',
  CI: 'true',
};
const CRON_EVERY = 60_000;

export interface StackOptions {
  /** Folder for the local D1, R2, Durable Objects and the mailbox. */
  state: string;
  /** File with the local secrets, made when missing. */
  secrets: string;
  ports?: { app: number; mailbox: number; realtime: number };
  /** What moves media; MEDIA of the environment when absent, and the SFU without. */
  media?: MediaKind;
  /** Reload the page when the Worker or the site changes. */
  reload?: boolean;
  say?: (line: string) => void;
}

export interface Stack {
  origin: string;
  mailbox: string;
  /** Base URL of the media stand-in's controls. */
  realtime: string;
  media: MediaKind;
  /** `host:port` that browsers talk to with RealtimeKit; null with the SFU. */
  kitHost: string | null;
  /** The inspector of the Worker's own isolate (Chrome DevTools Protocol); one may listen at a time. */
  inspector: string;
  /** Stand-ins and Worker by name, for tests that end one of them. */
  parts: { realtime: Running; mailbox: Running; worker: Running };
  restartRealtime: () => Promise<void>;
  /** As a deploy does: all sockets go at once, and with them all that was in memory. */
  restartWorker: () => Promise<void>;
  /** What wrangler and the stand-ins have printed. */
  output: () => string;
  stop: () => Promise<void>;
}

/** Fieldroom on this machine: migrated local D1, mailbox, Realtime stand-in and `wrangler dev`. Expects a built `dist/`. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const say = options.say ?? (() => undefined);
  const ports = await takePorts(options.ports ?? { app: 8787, mailbox: 8788, realtime: 28788 }, say);
  mkdirSync(options.state, { recursive: true });
  const secrets = localSecrets(options.secrets);
  const persist = join(options.state, 'wrangler');
  migrate(persist);

  const origin = `http://localhost:${ports.app}`;
  const mailbox = `http://localhost:${ports.mailbox}`;
  const media = options.media ?? (process.env['MEDIA'] === 'realtimekit' ? 'realtimekit' : 'sfu');
  const { state } = options;
  const plan = mediaPlan(media, { port: ports.realtime, wirePort: ports.wire, origin, state, secrets });
  const startRealtime = () => run('realtime', plan.command, { env: plan.env });
  const startWorker = () =>
    run(
      'worker',
      workerCommand(
        ports,
        { APP_ORIGIN: origin, MAILBOX_URL: mailbox, ...plan.vars },
        { persist, secrets: options.secrets, reload: options.reload ?? false },
      ),
      {
        env: WRANGLER_ENV,
        show: (line) => /\[ERROR\]|Uncaught/.test(line),
      },
    );
  const parts = {
    realtime: startRealtime(),
    mailbox: run('mailbox', ['node', 'dev/mailbox/main.ts'], {
      env: { MAILBOX_PORT: String(ports.mailbox), MAILBOX_FILE: join(options.state, 'mailbox.json') },
    }),
    worker: startWorker(),
  };
  const stop = async () => {
    clearInterval(cron);
    await Promise.all(Object.values(parts).map((part) => part.stop()));
  };
  // Crons do not fire by themselves under wrangler dev.
  const cron = setInterval(() => void answers(`${origin}/cdn-cgi/handler/scheduled`), CRON_EVERY);
  try {
    await Promise.all([
      mediaReady(plan, parts.realtime),
      waitFor('The mailbox', parts.mailbox, () => answers(mailbox)),
      waitFor('The Worker', parts.worker, () => answers(`${origin}/api/me`)),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin,
    mailbox,
    realtime: plan.url,
    media,
    inspector: `ws://127.0.0.1:${ports.inspector}/ws`,
    kitHost: plan.vars['REALTIMEKIT_BASE_URI'] ?? null,
    parts,
    restartRealtime: async () => {
      await parts.realtime.stop();
      parts.realtime = startRealtime();
      await mediaReady(plan, parts.realtime);
    },
    restartWorker: async () => {
      await parts.worker.stop();
      parts.worker = startWorker();
      await waitFor('The Worker', parts.worker, () => answers(`${origin}/api/me`));
    },
    output: () =>
      Object.values(parts)
        .map((part) => part.output())
        .join('\n'),
    stop,
  };
}

async function mediaReady(plan: MediaPlan, running: Running): Promise<void> {
  await waitFor(plan.name, running, () => answers(`${plan.url}/__stats`));
  await plan.prepare();
}

type Ports = NonNullable<StackOptions['ports']> & { inspector: number; wire: number };

async function takePorts(wanted: NonNullable<StackOptions['ports']>, say: (line: string) => void): Promise<Ports> {
  const taken = { app: 0, mailbox: 0, realtime: 0 };
  const used = new Set<number>();
  for (const name of ['app', 'mailbox', 'realtime'] as const) {
    let port = await freePort(wanted[name]);
    while (used.has(port)) port = await freePort(port + 1);
    if (port !== wanted[name]) say(`Port ${wanted[name]} is busy: taking ${port} for the ${name}.`);
    used.add(port);
    taken[name] = port;
  }
  return { ...taken, inspector: await freePort(taken.app + 1_000), wire: await freePort(taken.realtime + 1_000) };
}

function migrate(persist: string): void {
  const done = spawnSync('wrangler', ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', persist], {
    input: 'y\n',
    encoding: 'utf8',
    env: { ...process.env, ...WRANGLER_ENV },
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) throw new Error(`The local database could not be migrated:\n${done.stdout}\n${done.stderr}`);
}

function workerCommand(
  ports: Ports,
  values: Record<string, string>,
  where: { persist: string; secrets: string; reload: boolean },
): string[] {
  const vars: Record<string, string> = {
    ...values,
    ICE: 'host',
    MAIL_TRANSPORT: 'mailbox',
  };
  return [
    'wrangler',
    'dev',
    '--port',
    String(ports.app),
    '--inspector-port',
    String(ports.inspector),
    '--persist-to',
    where.persist,
    '--env-file',
    where.secrets,
    '--show-interactive-dev-session=false',
    ...(where.reload ? ['--live-reload'] : []),
    ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
  ];
}
