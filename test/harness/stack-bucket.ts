import { join } from 'node:path';
import type { R2Bucket } from '@cloudflare/workers-types';
import { getPlatformProxy } from 'wrangler';

export interface StackBucket {
  bucket: R2Bucket;
  close: () => Promise<void>;
}

/** The bucket of the stack the browser tests run on, from beside it: what is taken away here is gone for the Worker, too. */
export async function openStackBucket(): Promise<StackBucket> {
  const { env, dispose } = await getPlatformProxy<{ RECORDINGS: R2Bucket }>({
    configPath: 'wrangler.toml',
    envFiles: [],
    persist: { path: join(process.env['FIELDROOM_STATE'] ?? '', 'wrangler', 'v3') },
  });
  return { bucket: env.RECORDINGS, close: dispose };
}
