import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const BINDINGS = {
  TEST_MIGRATIONS: await readD1Migrations('./migrations'),
  APP_ORIGIN: 'https://fieldroom.test',
  ICE: 'host',
  MEDIA: 'sfu',
  REALTIME_APP_ID: 'test-app',
  REALTIME_APP_SECRET: 'test-secret',
  MAIL_TRANSPORT: 'mailbox',
  RESEND_WEBHOOK_SECRET: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX',
  LINK_KEYS: '{"current":"t1","keys":{"t1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}}',
  TICKET_KEYS: '{"current":"t1","keys":{"t1":"Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA"}}',
};
/** A deployment whose meetings RealtimeKit holds. */
const KIT_BINDINGS = {
  ...BINDINGS,
  MEDIA: 'realtimekit',
  REALTIMEKIT_API_URL: 'https://kit.test',
  REALTIMEKIT_ACCOUNT_ID: 'account',
  REALTIMEKIT_APP_ID: 'app',
  REALTIMEKIT_API_TOKEN: 'kit-token',
  REALTIMEKIT_WEBHOOK_KEY_URL: 'https://kit.test/webhooks.json',
  REALTIMEKIT_BASE_URI: 'media.kit.test',
};

/** Nothing here asserts speed: a busy machine of two cores may take its time. ms */
const PATIENCE = 60_000;

const inWorkerd = (name: string, bindings: typeof BINDINGS, include: string[], exclude: string[] = []) => ({
  plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' }, miniflare: { bindings } })],
  test: {
    name,
    include,
    exclude: ['**/node_modules/**', ...exclude],
    setupFiles: ['./test/migrate.ts'],
    testTimeout: PATIENCE,
  },
});

/** `x.test.ts` in Node (pure), `x.worker.test.ts` in workerd, `x.kit.worker.test.ts` in workerd with RealtimeKit. Browser tests are Playwright's. */
export default defineConfig({
  test: {
    // By itself Vitest leaves one core free: on a machine of two it would use one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'node',
          include: ['{wire,worker,web,dev,test}/**/*.test.ts'],
          exclude: ['**/*.worker.test.ts', '**/node_modules/**'],
          // Pure: no file leaves anything behind for the next one, and a process for each would be most of the time.
          isolate: false,
          testTimeout: PATIENCE,
        },
      },
      inWorkerd('workerd', BINDINGS, ['worker/**/*.worker.test.ts'], ['**/*.kit.worker.test.ts']),
      inWorkerd('workerd with RealtimeKit', KIT_BINDINGS, ['worker/**/*.kit.worker.test.ts']),
    ],
  },
});
