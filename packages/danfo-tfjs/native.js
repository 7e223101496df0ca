'use strict';
/**
 * The one place that decides whether the native engine (`@tensorflow/tfjs-node`) is loaded. danfo reaches it through
 * `index.js` beside it, the application through `src/engine/native.ts`; both get the same answer because this module keeps it.
 */
const util = require('node:util');
const { isMainThread } = require('node:worker_threads');

const PACKAGE = '@tensorflow/tfjs-node';

let chosen;
let native;

/** The application's TensorFlow.js. `PROD` only keeps the library from writing its greetings to the console. */
function tensorFlow() {
  const tf = require('@tensorflow/tfjs');
  tf.env().set('PROD', true);
  return tf;
}

/** What the application has chosen ('native', 'wasm' or 'cpu'); it outweighs SEXTANT_ENGINE from then on. */
function choose(engine) {
  chosen = engine;
}

/** Version of the installed package, or null. */
function installedVersion() {
  try {
    return require(`${PACKAGE}/package.json`).version;
  } catch {
    return null;
  }
}

/** tfjs-node 4.22 calls two functions that Node 22 deprecates with a warning and Node 23 removed from `util`. */
function restoreRemovedUtilities() {
  util.isNullOrUndefined = (value) => value === null || value === undefined;
  util.isArray = Array.isArray;
}

function attempt() {
  const version = installedVersion();
  const refused = (reason) => ({ version, module: null, reason });
  if (version === null) return refused(`${PACKAGE} is not installed`);
  if (!isMainThread) return refused('the native engine runs only in the main thread of a process');
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  restoreRemovedUtilities();
  const tf = tensorFlow();
  try {
    const module = require(PACKAGE);
    if (!tf.findBackend('tensorflow')) return refused(`${PACKAGE} brings its own copy of tfjs-core`);
    return { version, module, reason: null };
  } catch (error) {
    return refused(`${PACKAGE} ${version} does not load: ${firstLines(error)}`);
  }
}

/** The loader's messages end in advice of many lines; the first sentence says what is wrong. */
function firstLines(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n').filter(Boolean).slice(0, 2).join(' ');
}

/**
 * Load the native engine, once per process.
 * @returns {{ version: string | null, module: object | null, reason: string | null }} `module` when it loads, else why not.
 */
function loadNative() {
  native ??= attempt();
  return native;
}

/** What danfo computes with: the native engine where it is wanted and loads, else plain TensorFlow.js. */
function tensorFlowForDanfo() {
  const wanted = chosen ?? process.env.SEXTANT_ENGINE;
  const plainWanted = wanted === 'wasm' || wanted === 'cpu';
  return (plainWanted ? null : loadNative().module) ?? tensorFlow();
}

module.exports = { choose, installedVersion, loadNative, tensorFlow, tensorFlowForDanfo };
