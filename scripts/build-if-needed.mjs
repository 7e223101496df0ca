// Compiles `src` into `dist` when something that goes in is not what it was at the last build; with --always, in any case.
// TypeScript becomes JavaScript; `<name>.module.as.ts` (AssemblyScript) becomes `<name>.wasm`, and `<name>.scalar.wasm` for
// processors without vector instructions; what is started is bundled (bundle.mjs). Vite makes `dist/web` of the browser app in `web`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const stampName = '.built.json';
const compilerState = '.tsbuildinfo';

/** What tests need and `tsconfig.build.json` leaves out. */
const notBuilt = /\.(?:spec|fixture)\.ts$/;

/** What becomes a module of WebAssembly, with the other files in AssemblyScript that it imports. */
const wasmModule = /\.module\.as\.ts$/;

/** What is started: the program, and the modules that run in the background. */
const startedModule = /^(?:cli\/main|.*(?:\.worker|\/worker-(?:entry|echo)))\.js$/;

/** Where the bundle of these stands, below `dist`. */
const bundleFolder = 'bundle/';

/** Both builds of a module: from the same source, giving the same bits. */
const builds = [
  { suffix: '.wasm', features: ['--enable', 'simd'] },
  { suffix: '.scalar.wasm', features: ['--disable', 'simd'] },
];

/**
 * Sizes and times of everything that a build depends on, by its path with slashes.
 * @param {string} root
 * @returns {Record<string, string>}
 */
export function buildInputs(root) {
  const settings = readdirSync(root).filter((name) => /^tsconfig.*\.json$|^package-lock\.json$/.test(name));
  const sources = filesBelow(join(root, 'src')).filter(
    (name) => name.endsWith('.ts') && !notBuilt.test(name),
  );
  const app = filesBelow(join(root, 'web')).filter((name) => !notBuilt.test(name) && !name.endsWith('.md'));
  const paths = [
    ...settings,
    ...sources.map((name) => `src/${name}`),
    ...app.map((name) => `web/${name}`),
  ].sort();
  return Object.fromEntries(
    paths.map((path) => {
      const { size, mtimeMs } = statSync(join(root, path));
      return [path, `${size} ${mtimeMs}`];
    }),
  );
}

/**
 * Why a build is needed, in a few words; undefined when what was built is up to date.
 * @param {Record<string, string> | undefined} built the inputs of the last build; undefined where there was none
 * @param {Record<string, string>} inputs those of today
 * @param {readonly string[]} outputs paths in `dist`
 * @returns {string | undefined}
 */
export function reasonToBuild(built, inputs, outputs) {
  if (built === undefined) return 'nothing was built yet';
  const removed = Object.keys(built).find((path) => !(path in inputs));
  if (removed !== undefined) return `${removed} was removed`;
  const changed = Object.keys(inputs).find((path) => built[path] !== inputs[path]);
  if (changed !== undefined) return `${changed} ${changed in built ? 'has changed' : 'is new'}`;
  const there = new Set(outputs);
  const wanted = [...outputsOf(inputs), ...startedFrom(inputs).map((path) => bundleFolder + basename(path))];
  const missing = wanted.find((path) => !there.has(path));
  return missing === undefined ? undefined : `dist/${missing} is missing`;
}

/**
 * Files in `dist` that no source stands behind any more.
 * @param {Record<string, string>} inputs
 * @param {readonly string[]} outputs
 */
export function staleOutputs(inputs, outputs) {
  const wanted = new Set([...outputsOf(inputs), stampName, compilerState]);
  // The bundler and Vite remove what is stale of theirs.
  const isOfOthers = (/** @type {string} */ path) =>
    path.startsWith(bundleFolder) || (hasApp(inputs) && path.startsWith('web/'));
  return outputs.filter((path) => !wanted.has(path) && !isOfOthers(path));
}

/** @param {Record<string, string>} inputs */
function outputsOf(inputs) {
  const sources = Object.keys(inputs).filter((path) => /^src\/.*(?<!\.d)\.ts$/.test(path));
  const app = hasApp(inputs) ? ['web/index.html'] : [];
  const compiled = sources.flatMap((path) => {
    const own = path.slice('src/'.length);
    if (!own.endsWith('.as.ts')) return [own.replace(/\.ts$/, '.js')];
    return wasmModule.test(own) ? builds.map(({ suffix }) => own.replace(wasmModule, suffix)) : [];
  });
  return [...compiled, ...app];
}

/** @param {Record<string, string>} inputs */
function hasApp(inputs) {
  return 'web/vite.config.mjs' in inputs;
}

/** @param {Record<string, string>} inputs */
function startedFrom(inputs) {
  return outputsOf(inputs).filter((path) => startedModule.test(path));
}

/**
 * Build when there is a reason to, and say which.
 * @param {string} root
 * @param {{ always?: boolean }} [options]
 * @returns {number} the exit status
 */
export function buildIfNeeded(root, { always = false } = {}) {
  const dist = join(root, 'dist');
  // Taken before the build: what is saved meanwhile is a reason for the next one.
  const inputs = buildInputs(root);
  const reason = reasonToBuild(readStamp(dist), inputs, filesBelow(dist));
  if (reason === undefined && !always) return 0;
  if (!always) process.stderr.write(`building: ${reason}\n`);
  rmSync(join(dist, stampName), { force: true });
  // The compiler writes what it knows to have changed: it does not look for what is gone.
  if (/ missing$/.test(reason ?? '')) rmSync(join(dist, compilerState), { force: true });
  const status =
    runCompiler(root, 'typescript/bin/tsc', ['-p', 'tsconfig.build.json']) ||
    buildModules(root, inputs) ||
    bundle(root, inputs) ||
    buildApp(root, inputs);
  if (status !== 0) return status;
  removeStale(dist, inputs);
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, stampName), JSON.stringify(inputs));
  return 0;
}

/**
 * @param {string} root
 * @param {Record<string, string>} inputs
 * @returns {number} the exit status of the first that fails, or 0
 */
function buildModules(root, inputs) {
  for (const source of Object.keys(inputs).filter((path) => wasmModule.test(path))) {
    for (const { suffix, features } of builds) {
      const target = source.replace(/^src\//, 'dist/').replace(wasmModule, suffix);
      const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', ...features];
      const status = runCompiler(root, 'assemblyscript/bin/asc.js', [source, ...options, '-o', target]);
      if (status !== 0) return status;
    }
  }
  return 0;
}

/**
 * @param {string} root
 * @param {Record<string, string>} inputs
 * @returns {number} the exit status
 */
function bundle(root, inputs) {
  const started = startedFrom(inputs);
  return started.length === 0 ? 0 : runCompiler(root, './bundle.mjs', ['dist', ...started]);
}

/**
 * @param {string} root
 * @param {Record<string, string>} inputs
 * @returns {number} the exit status
 */
function buildApp(root, inputs) {
  if (!hasApp(inputs)) return 0;
  const folder = dirname(createRequire(import.meta.url).resolve('vite/package.json'));
  const args = [join(folder, 'bin', 'vite.js'), 'build', join(root, 'web'), '--logLevel', 'warn'];
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/**
 * @param {string} root
 * @param {string} compiler
 * @param {readonly string[]} args
 */
function runCompiler(root, compiler, args) {
  const program = createRequire(import.meta.url).resolve(compiler);
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
  return status ?? 1;
}

/**
 * @param {string} dist
 * @param {Record<string, string>} inputs
 */
function removeStale(dist, inputs) {
  for (const path of staleOutputs(inputs, filesBelow(dist))) {
    rmSync(join(dist, path));
    for (
      let folder = dirname(path);
      folder !== '.' && isEmpty(join(dist, folder));
      folder = dirname(folder)
    ) {
      rmSync(join(dist, folder), { recursive: true });
    }
  }
}

/** @param {string} folder */
function isEmpty(folder) {
  return readdirSync(folder).length === 0;
}

/**
 * @param {string} dist
 * @returns {Record<string, string> | undefined}
 */
function readStamp(dist) {
  try {
    /** @type {unknown} */
    const stamp = JSON.parse(readFileSync(join(dist, stampName), 'utf8'));
    return /** @type {Record<string, string>} */ (stamp);
  } catch {
    return undefined;
  }
}

/**
 * Paths of files with slashes, relative to the folder; none where it does not exist.
 * @param {string} folder
 */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  process.exitCode = buildIfNeeded(root, { always: process.argv.includes('--always') });
}
