import { SetupProblem } from './api.ts';
import { setUp } from './setup.ts';

/** `npm run setup:realtimekit`: presets and webhook of the RealtimeKit app that the environment names. */
const NEEDED = ['REALTIMEKIT_ACCOUNT_ID', 'REALTIMEKIT_APP_ID', 'REALTIMEKIT_API_TOKEN', 'APP_ORIGIN'] as const;
const { env } = process;
const missing = NEEDED.filter((name) => !env[name]);

try {
  if (missing.length > 0) throw new SetupProblem(`Set ${missing.join(', ')} and run this again.`);
  await setUp(
    {
      apiUrl: env['REALTIMEKIT_API_URL'] || 'https://api.cloudflare.com/client/v4',
      accountId: env['REALTIMEKIT_ACCOUNT_ID'] ?? '',
      appId: env['REALTIMEKIT_APP_ID'] ?? '',
      token: env['REALTIMEKIT_API_TOKEN'] ?? '',
      origin: (env['APP_ORIGIN'] ?? '').replace(/\/$/, ''),
    },
    console.log,
  );
  console.log('\nRealtimeKit is set up. Set MEDIA to realtimekit and deploy.');
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
