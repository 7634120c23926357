import { startRealtime } from './server.ts';

/** The stand-in for Cloudflare's Realtime SFU as a process: see server.ts for what it answers. */
const { env } = process;
const port = Number(env['REALTIME_PORT'] ?? 28_788);

try {
  const realtime = await startRealtime({
    port,
    udpPort: Number(env['REALTIME_UDP_PORT'] ?? 0),
    appId: env['REALTIME_APP_ID'] ?? 'fieldroom-local',
    appSecret: env['REALTIME_APP_SECRET'] ?? 'local-secret',
    ...(env['REALTIME_ADDRESSES'] ? { addresses: env['REALTIME_ADDRESSES'].split(',') } : {}),
    ...(env['REALTIME_BANDWIDTH'] === 'transport-cc' ? { bandwidth: 'transport-cc' } : {}),
  });
  console.log(`realtime: ready at ${realtime.url}, media on UDP ${realtime.udpPort}`);
  const end = (): void => {
    realtime.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('realtime:', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
} catch (error) {
  const isBusy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(isBusy ? `realtime: port ${port} (or its UDP port) is taken; set REALTIME_PORT` : error);
  process.exit(1);
}
