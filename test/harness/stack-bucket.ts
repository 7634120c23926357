import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { R2Bucket } from '@cloudflare/workers-types';
import { getPlatformProxy } from 'wrangler';

export interface StackBucket {
  bucket: R2Bucket;
  close: () => Promise<void>;
}

/** Of the Worker's own configuration only the bucket: its Room is no business of a second process. */
const CONFIG = {
  name: 'fieldroom-bucket',
  compatibility_date: '2026-10-01',
  r2_buckets: [{ binding: 'RECORDINGS', bucket_name: 'fieldroom-recordings' }],
};

/** The bucket of the stack the browser tests run on, from beside it: what is taken away here is gone for the Worker, too. */
export async function openStackBucket(): Promise<StackBucket> {
  const state = process.env['FIELDROOM_STATE'] ?? '';
  const configPath = join(state, 'bucket.json');
  writeFileSync(configPath, JSON.stringify(CONFIG));
  const { env, dispose } = await getPlatformProxy<{ RECORDINGS: R2Bucket }>({
    configPath,
    envFiles: [],
    persist: { path: join(state, 'wrangler', 'v3') },
  });
  return { bucket: env.RECORDINGS, close: dispose };
}
