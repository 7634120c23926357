import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The dashboard (React), the link page (no React; it loads the room behind itself) and the Participant's plan (no React). */
export default defineConfig({
  root: 'web',
  publicDir: 'public',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    sourcemap: false,
    rolldownOptions: { input: { index: 'web/index.html', link: 'web/link.html', plan: 'web/plan.html' } },
  },
});
