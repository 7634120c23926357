import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

/** Two kinds of tests: `x.test.ts` in Node (pure), `x.worker.test.ts` in workerd. Browser tests are Playwright's. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['{wire,worker,web,dev,test}/**/*.test.ts'],
          exclude: ['**/*.worker.test.ts', '**/node_modules/**'],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
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
              },
            },
          }),
        ],
        test: {
          name: 'workerd',
          include: ['worker/**/*.worker.test.ts'],
          setupFiles: ['./test/migrate.ts'],
          // Nothing here asserts speed: a busy machine of two cores may take its time.
          testTimeout: 60_000,
        },
      },
    ],
  },
});
