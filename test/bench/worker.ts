import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openWorkspace } from '../../dev/seed/demo.ts';
import { Client } from '../../dev/seed/client.ts';
import { startBuiltWorker } from '../harness/built-worker.ts';
import type { Metric } from './results.ts';

/** Size of the Worker as deployed, and the most D1 round trips that any page of the dashboard or the link page costs. */
export async function measure(): Promise<Metric[]> {
  return [
    { name: 'worker.gzip_bytes', value: workerGzipBytes(), unit: 'bytes' },
    { name: 'worker.d1_queries_max', value: await mostQueries(), unit: 'count' },
  ];
}

function workerGzipBytes(): number {
  const out = mkdtempSync(join(tmpdir(), 'fieldroom-worker-'));
  execFileSync('wrangler', ['deploy', '--dry-run', '--outdir', out], { stdio: 'pipe' });
  return readdirSync(out)
    .filter((name) => name.endsWith('.js'))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name))).length, 0);
}

/** Walks every page's calls against the built Worker under miniflare, with D1 counted by test/edge/counting-worker.ts. */
async function mostQueries(): Promise<number> {
  const worker = await startBuiltWorker('test/edge/counting-worker.ts');
  try {
    const demo = await openWorkspace(worker, worker.state);
    const client = new Client(worker.origin);
    await client.call('POST', '/api/sign-in/complete', { token: demo.signIn.split('#')[1] });
    const [study] = await client.call<{ id: string }[]>('GET', '/api/studies');
    const guest = new URL(demo.guestLink);
    const session = guest.pathname.split('/')[2] ?? '';
    const calls: [method: string, path: string, body?: unknown][] = [
      ['GET', '/api/me'],
      ['GET', '/api/studies'],
      ['GET', `/api/studies/${study?.id}`],
      ['GET', `/api/studies/${study?.id}/sessions?tab=ongoing`],
      ['GET', `/api/studies/${study?.id}/sessions?tab=completed`],
      ['GET', `/api/sessions/${session}`],
      ['POST', `/api/j/${session}/exchange`, { secret: guest.hash.slice(1) }],
    ];
    let most = 0;
    for (const [method, path, body] of calls) {
      const response = await client.send(
        method,
        path,
        body === undefined ? undefined : JSON.stringify(body),
        'application/json',
      );
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
      const queries = Number(response.headers.get('x-d1-round-trips'));
      console.log(`  ${method} ${path.replaceAll(/[A-Za-z0-9_-]{10,}/g, ':id')}: ${queries} D1 round trips`);
      most = Math.max(most, queries);
    }
    return most;
  } finally {
    await worker.stop();
  }
}
