import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const root = dirname(fileURLToPath(import.meta.url));
const outDir = join(root, '..', 'dist', 'web');

/**
 * Beside each file what a server sends to who accepts it: compressed once, at its best, instead of at each request.
 * @returns {import('vite').Plugin}
 */
function compressed() {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(?:html|js|css|svg)$/.test(name)) continue;
        const path = join(outDir, name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes));
      }
    },
  };
}

export default defineConfig({
  root,
  plugins: [compressed()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the page allows no data where a file can be.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // `use client` of libraries means nothing here.
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      onwarn: (warning, report) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || report(warning),
    },
  },
  // `npm run build && npm start` beside it: the page then changes as its sources do.
  server: { proxy: { '/v1': 'http://127.0.0.1:3000' } },
});
