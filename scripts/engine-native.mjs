// `npm run engine:native`: install the native engine (@tensorflow/tfjs-node), from the official download or, with
// `-- --libtensorflow FOLDER`, built against a libtensorflow that is already on the machine. See docs/engines.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './build-if-needed.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packageFolder = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
const suffix = process.platform === 'darwin' ? '2.dylib' : 'so.2';

/** Ends the script with a message for the user instead of a stack. */
class Refusal extends Error {}

try {
  main(readArguments());
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

function readArguments() {
  try {
    return parseArgs({
      options: { libtensorflow: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: false,
    }).values;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n\n${usage()}`);
  }
}

function usage() {
  return [
    'npm run engine:native                              install tfjs-node and download its libtensorflow',
    'npm run engine:native -- --libtensorflow FOLDER    build tfjs-node against the libtensorflow in FOLDER',
  ].join('\n');
}

/** @param {ReturnType<typeof readArguments>} options */
function main({ libtensorflow, help }) {
  if (help) return console.log(usage());
  if (buildIfNeeded(root) !== 0) throw new Refusal('Sextant could not be built; the message is above.');
  if (libtensorflow === undefined && verify().ok) {
    return console.log('The native engine is already installed and computes. Nothing to do.');
  }
  const library = libtensorflow === undefined ? undefined : findLibrary(resolve(libtensorflow));
  fetchPackage();
  try {
    if (library) buildAgainst(library);
    else download();
    report(verify());
  } catch (error) {
    rmSync(packageFolder, { recursive: true, force: true });
    throw error;
  }
}

/** Bring the JavaScript of tfjs-node and its dependencies, without its install script and without a change to the lock file. */
function fetchPackage() {
  console.log('Fetching @tensorflow/tfjs-node …');
  const files = ['package.json', 'package-lock.json'].map((name) => join(root, name));
  const before = files.map((file) => readFileSync(file));
  const { status } = npm(['install', '--no-save', '--ignore-scripts', '--include=optional'], { cwd: root });
  files.forEach((file, i) => {
    if (!readFileSync(file).equals(before[i])) writeFileSync(file, before[i]);
  });
  if (status !== 0 || !existsSync(packageFolder)) {
    throw new Refusal('npm could not fetch @tensorflow/tfjs-node; its message is above.');
  }
}

function download() {
  console.log('Running its install script, which downloads libtensorflow (some 100 MB) …');
  const { status } = npm(['run', 'install'], { cwd: packageFolder });
  if (status === 0) return;
  throw new Refusal(
    [
      'The official download failed; its message is above. The half-installed package was removed, Sextant goes on with wasm.',
      'Two other ways: a mirror, set in TFJS_NODE_CDN_STORAGE or TFJS_NODE_BASE_URI; or a libtensorflow of your own, for',
      'instance from `pip install tensorflow-cpu`: npm run engine:native -- --libtensorflow FOLDER (docs/engines.md).',
    ].join('\n'),
  );
}

/**
 * A libtensorflow: the folder of its two shared libraries, their names, and the folder of the headers.
 * @typedef {{ at: string, name: string, framework: string, include: string }} Library
 */

/**
 * The two shared libraries and the headers: FOLDER is the `tensorflow` folder of pip's wheel, or has `lib` and `include` as the
 * C library's archive does.
 * @param {string} folder
 * @returns {Library}
 */
function findLibrary(folder) {
  if (process.platform === 'win32') {
    throw new Refusal('--libtensorflow works on Linux and macOS; on Windows use the download.');
  }
  const names = [`libtensorflow.${suffix}`, `libtensorflow_cc.${suffix}`];
  const folders = [folder, join(folder, 'lib')];
  const main = folders
    .flatMap((at) => names.map((name) => ({ at, name })))
    .find(({ at, name }) => existsSync(join(at, name)));
  const framework = `libtensorflow_framework.${suffix}`;
  const include = join(folder, 'include');
  const header = join(include, 'tensorflow', 'c', 'c_api.h');
  const missing = [
    main ? undefined : `${names.join(' or ')} in ${folders.join(' or ')}`,
    main && !existsSync(join(main.at, framework)) ? join(main.at, framework) : undefined,
    existsSync(header) ? undefined : header,
  ].filter(Boolean);
  if (main && missing.length === 0) return { ...main, framework, include };
  throw new Refusal(
    [
      `${folder} does not hold a libtensorflow. Missing: ${missing.join('; ')}.`,
      'With pip, FOLDER is what this prints: python3 -c "import importlib.util as u; print(u.find_spec(\'tensorflow\').submodule_search_locations[0])"',
    ].join('\n'),
  );
}

/**
 * Link the library and its headers where tfjs-node's build looks for them, and build.
 * @param {Library} library
 */
function buildAgainst({ at, name, framework, include }) {
  console.log(`Building tfjs-node against ${join(at, name)} …`);
  /** @param {string} file */
  const plain = (file) => file.replace(/_cc\./, '.').replace(/\.so\.2$/, '.so');
  const deps = join(packageFolder, 'deps');
  rmSync(deps, { recursive: true, force: true });
  rmSync(join(packageFolder, 'lib'), { recursive: true, force: true });
  mkdirSync(join(deps, 'lib'), { recursive: true });
  mkdirSync(join(deps, 'include'), { recursive: true });
  for (const file of [name, framework]) {
    for (const link of new Set([file, plain(file)])) symlinkSync(join(at, file), join(deps, 'lib', link));
  }
  for (const headers of ['tensorflow', 'xla', 'tsl']) {
    const nested = join(include, 'external', `local_${headers}`, headers);
    const found = [join(include, headers), nested].find((folder) => existsSync(folder));
    if (found) symlinkSync(found, join(deps, 'include', headers));
  }
  const { status } = npm(['run', 'build-addon-from-source'], { cwd: packageFolder, env: buildEnvironment() });
  if (status === 0) return;
  throw new Refusal(
    'The build failed; its message is above. It needs a C++ compiler, make and Python 3 (Debian: build-essential python3).',
  );
}

/** Node's own headers, when this installation of Node has them: node-gyp would otherwise download them. */
function buildEnvironment() {
  const prefix = dirname(dirname(process.execPath));
  const known = process.env.npm_config_nodedir ?? process.env.NPM_CONFIG_NODEDIR;
  const here = existsSync(join(prefix, 'include', 'node', 'node.h'));
  return known === undefined && here ? { ...process.env, npm_config_nodedir: prefix } : process.env;
}

/**
 * What came of loading the engine in a process of its own and multiplying two matrices.
 * @typedef {{ ok: boolean, found: string, problem: string }} Verdict
 */

/** @returns {Verdict} */
function verify() {
  const probe = join(root, 'scripts', 'engine-native-probe.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [probe], {
    cwd: root,
    encoding: 'utf8',
  });
  return { ok: status === 0, found: stdout.trim(), problem: stderr.trim() };
}

/** @param {Verdict} verdict */
function report({ ok, found, problem }) {
  if (!ok)
    throw new Refusal(`The native engine was built but does not compute; it was removed again.\n${problem}`);
  console.log(`The native engine computes: ${found}`);
  console.log('Sextant uses it from the next start. `npm ci` removes it; run this command again afterwards.');
}

/**
 * npm's messages go straight to the terminal.
 * @param {readonly string[]} arguments_
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} place
 */
function npm(arguments_, { cwd, env = process.env }) {
  const program = process.env.npm_execpath;
  const options = { cwd, env, stdio: /** @type {const} */ ('inherit') };
  return program?.endsWith('.js')
    ? spawnSync(process.execPath, [program, ...arguments_], options)
    : spawnSync('npm', arguments_, { ...options, shell: process.platform === 'win32' });
}
