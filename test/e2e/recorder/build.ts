import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

export interface Built {
  folder: string;
  remove(): Promise<void>;
}

/** Builds the harness page as the product is built, into a folder that goes away. */
export async function buildHarness(): Promise<Built> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldroom-recorder-'));
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2023' },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
