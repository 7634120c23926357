import { defineConfig } from '@playwright/test';

/** Flags with which headless Chromium has a fake camera and microphone and leaves the network alone. */
export const CHROMIUM_ARGS = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Little or no media of the product: two of these at a time do not starve each other. All else has the machine to itself. */
const LIGHT = [
  'keeping',
  'kit-recordings',
  'link-page',
  'notes',
  'partytracks',
  'realtime',
  'realtimekit',
  'scheduling',
  'watch',
].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: 'test/e2e',
  workers: 1,
  projects: [
    { name: 'pages', testMatch: LIGHT },
    { name: 'rooms', testIgnore: LIGHT },
  ],
  fullyParallel: false,
  forbidOnly: true,
  // A shared CI machine stands still for seconds now and then: who needs a second try there is listed as flaky.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  globalSetup: './test/e2e/setup.ts',
  use: {
    headless: true,
    launchOptions: { executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: CHROMIUM_ARGS },
    permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
    trace: 'off',
  },
});
