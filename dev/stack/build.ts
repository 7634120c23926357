import { build } from 'vite';

/** Builds the site into dist/. With `watch`, again on every change for as long as the process lives; resolves after the first time. */
export async function buildSite(watch = false): Promise<void> {
  const built = await build({ logLevel: 'error', ...(watch ? { build: { watch: {}, emptyOutDir: false } } : {}) });
  if (!('on' in built)) return;
  await new Promise<void>((resolve) => {
    built.on('event', (event) => {
      if (event.code === 'END') resolve();
      if (event.code === 'ERROR') console.error(event.error);
    });
  });
}
