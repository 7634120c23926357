import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { build, defineConfig } from 'vite';

const REACT =
  /node_modules\/(react|react-dom|scheduler|lucide-react\/dist\/esm\/(createLucideIcon|Icon|context|shared))/;

/** The room's lazy parts wait for nobody: naming all their scripts would only add to what comes before the first picture. */
const preloaded = (file: string, needs: string[], { hostId }: { hostId: string }): string[] =>
  /parts-/.test(hostId) ? needs.filter((need) => need === file || need.endsWith('.css')) : needs;

/** The dashboard (React), the link page (no React; it loads the room behind itself), the Participant's plan, the pre-call check, a share link. */
export default defineConfig({
  root: 'web',
  publicDir: 'public',
  plugins: [react(), linkPageInOneTrip()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    sourcemap: false,
    // RealtimeKit's client alone is 660 kB; only rooms that use it fetch it.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false, resolveDependencies: preloaded },
    rolldownOptions: {
      input: {
        index: 'web/index.html',
        link: 'web/link.html',
        plan: 'web/plan.html',
        check: 'web/check.html',
        share: 'web/share.html',
      },
      // Both apps need all of it, and in one file it packs 1 kB better.
      output: { codeSplitting: { groups: [{ name: 'react', test: REACT }] } },
    },
  },
});

/**
 * The link page brings its style and the start of its one call (web/join/early.ts) in the document itself: people wait for it.
 * The Worker puts a fresh nonce where `%nonce%` stands, for the content security policy.
 */
function linkPageInOneTrip(): Plugin {
  return {
    name: 'link-page-in-one-trip',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { path, bundle }) {
        if (!path.endsWith('/link.html')) return html;
        const styled = html.replaceAll(/<link rel="stylesheet"[^>]*href="\/([^"]+)"[^>]*>/g, (_, file: string) => {
          const asset = bundle?.[file];
          if (asset?.type !== 'asset') throw new Error(`${file} is not in the bundle.`);
          // The disabled link is never fetched: it tells Vite's loader of lazy chunks that these rules are here already.
          return `<style>${String(asset.source).trim()}</style><link rel="stylesheet" href="/${file}" disabled>`;
        });
        const script = `<script nonce="%nonce%">${await earlyScript()}</script>`;
        return styled.replace('<title>', () => `${script}\n    <title>`);
      },
    },
  };
}

async function earlyScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: 'web/join/early.ts', formats: ['iife'], name: 'fieldroom' },
    },
  });
  for (const result of [built].flat()) {
    if (!('output' in result)) continue;
    for (const file of result.output) if (file.type === 'chunk' && file.isEntry) return file.code.trim();
  }
  throw new Error('web/join/early.ts was not built.');
}
