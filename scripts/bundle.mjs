// Usage: node scripts/bundle.mjs DIST MODULE...
// Bundles modules below DIST, with all that they import, into the few files of DIST/bundle, so that a process or a thread need not find,
// read and link some 1,600 when it starts. The modules themselves stay: tests, benchmarks and scripts import single ones.
/** @import { Plugin } from 'rolldown' */
import { readdirSync, rmSync } from 'node:fs';
import { basename, join, posix, relative, resolve, sep } from 'node:path';
import { rolldown } from 'rolldown';

/** Packages of many small files that every start needs. The others are loaded from their folders, by who needs them. */
const bundledPackages = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-fastify',
  'commander',
  'csv-parse',
  'fast-safe-stringify',
  'iterare',
  'jsep',
  'reflect-metadata',
  'rxjs',
  'tslib',
  'uid',
  'ulid',
  'yaml',
  'zod',
];

/**
 * @param {string} dist the folder of the compiled modules
 * @param {readonly string[]} started paths below it
 */
async function bundle(dist, started) {
  // Flat, so that from any file of it the compiled modules are one folder up.
  const folder = join(dist, 'bundle');
  const program = await rolldown({
    input: Object.fromEntries(started.map((path) => [basename(path, '.js'), join(dist, path)])),
    platform: 'node',
    external: (id) =>
      isPackage(id) && !bundledPackages.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [asCompiled(dist), withMetadata],
  });
  const { output } = await program.write({
    dir: folder,
    format: 'esm',
    chunkFileNames: '[name]-[hash].js',
    // Errors that cross to another thread, and what is injected, go by the names of their classes.
    keepNames: true,
    sourcemap: true,
  });
  await program.close();
  const written = new Set(output.map(({ fileName }) => fileName));
  for (const name of readdirSync(folder)) if (!written.has(name)) rmSync(join(folder, name));
}

/** @param {string} id */
const isPackage = (id) => !/^[./]|^[A-Za-z]:/.test(id);

/**
 * A module finds the files beside it where it was compiled, wherever its code stands in the bundle.
 * @param {string} dist
 * @returns {Plugin}
 */
function asCompiled(dist) {
  return {
    name: 'as-compiled',
    transform: {
      filter: { code: 'import.meta' },
      handler(code, id) {
        const path = withSlashes(relative(dist, id));
        if (path.startsWith('..')) return null;
        const url = `new URL(${JSON.stringify(`../${path}`)}, import.meta.url).href`;
        const folder = `(import.meta.dirname + ${JSON.stringify(`/../${posix.dirname(path)}`)})`;
        const moved = code.replaceAll('import.meta.url', url).replaceAll('import.meta.dirname', folder);
        return { code: moved, map: null };
      },
    },
  };
}

/**
 * Decorators ask for metadata when their module is evaluated. Which of them is first, in Nest and here, is for the chunks to say.
 * @type {Plugin}
 */
const withMetadata = {
  name: 'with-metadata',
  transform: {
    filter: { code: '__decorate(' },
    handler: (code) => ({ code: `import 'reflect-metadata';${code}`, map: null }),
  },
};

/** @param {string} path */
const withSlashes = (path) => path.split(sep).join('/');

const [dist, ...started] = process.argv.slice(2);
await bundle(resolve(dist), started);
