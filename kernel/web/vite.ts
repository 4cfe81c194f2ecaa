import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';

/**
 * The build of one app: `export default appConfig('/desk/', import.meta.url)`. Old phones and the office's browsers set the target
 * (Chrome 87, Safari 14). Nothing is inlined as script, so the strict content policy holds. `npm run dev` there talks to a running server on 8311.
 */
export function appConfig(base: string, here: string): UserConfig {
  return defineConfig({
    root: fileURLToPath(new URL('.', here)),
    base,
    plugins: [react()],
    // The server puts a nonce of its own into each page it sends (kernel/server/http/pages.ts).
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      target: ['chrome87', 'safari14'],
      outDir: 'dist',
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1500,
      manifest: true,
    },
    server: { proxy: { '/api': { target: `http://127.0.0.1:${process.env['HEZHI_PORT'] ?? '8311'}`, changeOrigin: false } } },
  });
}
