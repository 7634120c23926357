import { startRealtimeKit } from './server.ts';

/** The stand-in for Cloudflare's RealtimeKit as a process: see server.ts for what it answers. */
const { env } = process;
const port = Number(env['REALTIMEKIT_PORT'] ?? 28_789);

try {
  const realtimeKit = await startRealtimeKit({
    port,
    wirePort: Number(env['REALTIMEKIT_WIRE_PORT'] ?? 28_443),
    udpPort: Number(env['REALTIMEKIT_UDP_PORT'] ?? 0),
    ...(env['REALTIMEKIT_STATE'] ? { state: env['REALTIMEKIT_STATE'] } : {}),
    accountId: env['REALTIMEKIT_ACCOUNT_ID'] ?? 'local',
    appId: env['REALTIMEKIT_APP_ID'] ?? '00000000-0000-4000-8000-000000000001',
    apiToken: env['REALTIMEKIT_API_TOKEN'] ?? 'local-token',
  });
  console.log(`realtimekit: ready at ${realtimeKit.url}, for browsers at ${realtimeKit.baseUri}`);
  const end = (): void => {
    realtimeKit.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('realtimekit:', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
} catch (error) {
  const isBusy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(isBusy ? `realtimekit: port ${port} (or its HTTPS or UDP port) is taken; set REALTIMEKIT_PORT` : error);
  process.exit(1);
}
