import type { EngineName } from '../core/configuration.js';
import { asError, EngineError } from '../core/errors.js';
import { announceEngine, loadNative } from './native.js';
import { enginePlan } from './planned-engine.js';
import { tf } from './tf.js';
import { startWasm } from './wasm/start.js';

/** The engine that computes in this process or thread. */
export interface Engine {
  readonly name: EngineName;
  /** Version of the package that computes: tfjs-node, tfjs-backend-wasm or tfjs. */
  readonly version: string;
  /** One sentence: why this one. */
  readonly reason: string;
  /** Tensors alive now. Constant over any number of predictions. */
  tensorCount(): number;
  /** Bytes that these tensors hold. */
  byteCount(): number;
}

/** The name under which tfjs knows each engine. */
export const backendNames: Readonly<Record<EngineName, string>> = {
  native: 'tensorflow',
  wasm: 'wasm',
  cpu: 'cpu',
};

const installHint =
  'Install it with `npm run engine:native` (docs/engines.md), or unset SEXTANT_ENGINE to use the wasm engine.';

let current: Engine | undefined;
let pending: Promise<Engine> | undefined;

/**
 * Start the engine: `forced`, else SEXTANT_ENGINE, else native when it loads, else wasm. Repeated calls give the running engine;
 * a call that forces another one changes to it, and tensors move over when they are next used.
 * @throws EngineError when a forced engine is missing or does not load, with the reason and the way to install it.
 */
export function startEngine(forced?: EngineName): Promise<Engine> {
  const start = async (): Promise<Engine> => {
    if (current && (forced === undefined || forced === current.name)) return current;
    current = await choose(forced ?? enginePlan.wanted());
    enginePlan.run(current.name);
    return current;
  };
  pending = pending ? pending.then(start, start) : start();
  return pending;
}

/** The running engine, if one was started. */
export const runningEngine = (): Engine | undefined => current;

async function choose(wanted: EngineName | undefined): Promise<Engine> {
  const forced = wanted === undefined ? undefined : `${wanted} was asked for`;
  switch (wanted) {
    case 'cpu':
      return await startCpu(`${forced}`);
    case 'wasm':
      return await startWasmEngine(`${forced}`);
    case 'native':
      return await startNative(`${forced}`);
    case undefined: {
      const { reason } = loadNative();
      return reason === null
        ? await startNative('tfjs-node is installed and loads')
        : await startWasmEngine(`the native engine is not used: ${reason}`);
    }
  }
}

async function startNative(why: string): Promise<Engine> {
  const { module, version, reason } = loadNative();
  if (module === null || version === null) {
    throw new EngineError(`The native engine cannot be used: ${reason}.`, { hint: installHint });
  }
  await activate('native');
  return describe('native', version, why);
}

async function startWasmEngine(why: string): Promise<Engine> {
  announceEngine('wasm');
  try {
    const { version, vectorised } = await startWasm();
    return describe('wasm', version, vectorised ? why : `${why}; this processor has no vector instructions`);
  } catch (error) {
    throw new EngineError(`The wasm engine does not start: ${asError(error).message}`, {
      hint: 'Run `npm ci` again; the package @tensorflow/tfjs-backend-wasm 4.22.0 brings its binaries.',
      cause: error,
    });
  }
}

async function startCpu(why: string): Promise<Engine> {
  await activate('cpu');
  return describe('cpu', tf.version.tfjs, why);
}

async function activate(name: EngineName): Promise<void> {
  announceEngine(name);
  if (!(await tf.setBackend(backendNames[name]))) {
    throw new EngineError(`TensorFlow.js does not accept its backend ${backendNames[name]}.`);
  }
  await tf.ready();
}

function describe(name: EngineName, version: string, reason: string): Engine {
  return {
    name,
    version,
    reason,
    tensorCount: () => tf.memory().numTensors,
    byteCount: () => tf.memory().numBytes,
  };
}
