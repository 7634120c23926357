import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Two pages: the dashboard (React) and the link page (no React; it loads the room behind itself). */
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
    rolldownOptions: { input: { index: 'web/index.html', link: 'web/link.html' } },
  },
});
