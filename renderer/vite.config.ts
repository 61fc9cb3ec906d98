/** Builds the three faces into renderer/dist: static files that run under a strict content security policy. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // Absolute, because a screen's address has several segments (/counter/case/…) and must survive a reload.
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Inline data: fonts and scripts would need a wider policy than script-src 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome120',
    chunkSizeWarningLimit: 1500,
  },
  server: { host: '127.0.0.1' },
});
