import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** TypeScript wants `with { type: 'json' }` at a JSON import; Vite's development server sends JSON as JavaScript, where a browser refuses it. */
const plainJson: Plugin = {
  name: 'hezhi-plain-json',
  apply: 'serve',
  enforce: 'pre',
  transform: (code, id) => (/\.tsx?$/.test(id) && code.includes("type: 'json'") ? code.replace(/,\s*\{\s*with:\s*\{\s*type:\s*'json'\s*\}\s*\}/g, '') : null),
};

/**
 * The build of one app: `export default appConfig('/desk/', import.meta.url)`. Old phones and the office's browsers set the target
 * (Chrome 87, Safari 14). Nothing is inlined as script, so the strict content policy holds. `npm run dev` there talks to a running server on 8311.
 */
export function appConfig(base: string, here: string): UserConfig {
  return defineConfig({
    root: fileURLToPath(new URL('.', here)),
    base,
    plugins: [react(), plainJson],
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
