import { createRequire } from 'node:module';
import util from 'node:util';
import { isMainThread } from 'node:worker_threads';
import type * as tensorFlow from '@tensorflow/tfjs';
import { readConfiguration, setUnlessGiven, type EngineName } from '../core/configuration.js';
import { asError } from '../core/errors.js';

/*
 * The one place that decides whether the native engine (`@tensorflow/tfjs-node`) is loaded. The application asks it here; danfo
 * reaches it through `packages/danfo-tfjs`, which stands in for tfjs-node below danfo and calls what lies in the slot below.
 */

/** What came of loading `@tensorflow/tfjs-node`. */
export interface NativeAttempt {
  /** The installed version; null when the package is not there. */
  version: string | null;
  /** The module when it loaded. */
  module: NativeModule | null;
  /** Why it did not load; null when it did. */
  reason: string | null;
}

/** What is used of `@tensorflow/tfjs-node` beyond TensorFlow.js; its own types are there only where it is installed. */
type NativeModule = PlainModule & { node?: { tensorflowVersion?: () => string } };

type PlainModule = typeof tensorFlow;

/** Where `packages/danfo-tfjs/index.js` looks: it cannot import a module of ES, and lies outside what is compiled. */
const slot = Symbol.for('sextant.engine.tensorFlowForDanfo');

// Loaded when they are asked for: TensorFlow.js takes a third of a second, and the native engine need not be installed.
const require = createRequire(import.meta.url);

let chosen: EngineName | undefined;
let native: NativeAttempt | undefined;

/** Tell danfo which engine the application has chosen; it outweighs SEXTANT_ENGINE from then on. */
export function announceEngine(engine: EngineName): void {
  chosen = engine;
}

/** Load the native engine; tried once per process, and danfo gets the same answer. */
export function loadNative(): NativeAttempt {
  native ??= attempt();
  return native;
}

/** Version of the installed `@tensorflow/tfjs-node` without loading it; null when it is not installed. */
export function installedNativeVersion(): string | null {
  try {
    return (require('@tensorflow/tfjs-node/package.json') as { version: string }).version;
  } catch {
    return null;
  }
}

/**
 * Put the decision where danfo finds it. Before danfo is loaded; without it danfo computes with plain TensorFlow.js, whatever
 * the application uses.
 */
export function decideForDanfo(): void {
  Object.assign(globalThis, { [slot]: tensorFlowForDanfo });
}

/** What danfo computes with: the native engine where it is wanted and loads, else plain TensorFlow.js. */
function tensorFlowForDanfo(): PlainModule {
  const wanted = chosen ?? readConfiguration().engine;
  const plainWanted = wanted === 'wasm' || wanted === 'cpu';
  return (plainWanted ? null : loadNative().module) ?? plainTensorFlow();
}

/** The application's TensorFlow.js. `PROD` only keeps the library from writing its greetings to the console. */
function plainTensorFlow(): PlainModule {
  const tf = require('@tensorflow/tfjs') as PlainModule;
  tf.env().set('PROD', true);
  return tf;
}

function attempt(): NativeAttempt {
  const version = installedNativeVersion();
  const refused = (reason: string): NativeAttempt => ({ version, module: null, reason });
  if (version === null) return refused('@tensorflow/tfjs-node is not installed');
  if (!isMainThread) return refused('the native engine runs only in the main thread of a process');
  setUnlessGiven('TF_CPP_MIN_LOG_LEVEL', '2');
  restoreRemovedUtilities();
  const tf = plainTensorFlow();
  try {
    const module = require('@tensorflow/tfjs-node') as NativeModule;
    if (!tf.findBackend('tensorflow'))
      return refused('@tensorflow/tfjs-node brings its own copy of tfjs-core');
    return { version, module, reason: null };
  } catch (error) {
    return refused(`@tensorflow/tfjs-node ${version} does not load: ${firstLines(error)}`);
  }
}

/** tfjs-node 4.22 calls two functions that Node 22 deprecates with a warning and Node 23 removed from `util`. */
function restoreRemovedUtilities(): void {
  const isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  Object.assign(util, { isNullOrUndefined, isArray: Array.isArray });
}

/** The loader's messages end in advice of many lines; the first sentence says what is wrong. */
function firstLines(error: unknown): string {
  return asError(error).message.split('\n').filter(Boolean).slice(0, 2).join(' ');
}
