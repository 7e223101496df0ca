import type { EngineName } from '../core/configuration.js';
import { asError } from '../core/errors.js';
import { backendNames, startEngine, type Engine } from './engine.js';
import { engineRunsInThreads } from './planned-engine.js';
import { installedNativeVersion, loadNative } from './native.js';
import { tf } from './tf.js';
import { addedKernels, wrappedKernels } from './wasm/complete.js';
import type { EchoHello } from './worker-echo.js';
import { spawnBackground } from './worker.js';

export interface MissingKernel {
  name: string;
  /** What does not work without it. */
  consequence: string;
  /** Whether a training of a network can meet it. */
  stopsTraining: boolean;
}

export interface EngineProblem {
  problem: string;
  remedy: string;
}

/** What `sextant doctor` shows of the engine. */
export interface EngineDiagnosis {
  engine: { name: EngineName; version: string; reason: string } | null;
  background: 'worker thread' | 'process of its own' | null;
  versions: { node: string; tfjs: string; 'tfjs-backend-wasm'?: string; 'tfjs-node'?: string };
  kernels: {
    /** Registered for the engine in use. */
    present: number;
    /** Of the cpu backend's kernels, those that the engine lacks. */
    missing: MissingKernel[];
    /** Brought by the project (wasm only). */
    added: string[];
    /** Upstream's, led to a faster path (wasm only). */
    wrapped: string[];
  };
  problems: EngineProblem[];
}

/** What does not work without a kernel, where its name does not say it. */
const consequences: Readonly<Record<string, string>> = {
  Complex: 'complex numbers',
  ComplexAbs: 'complex numbers',
  Real: 'complex numbers',
  Imag: 'complex numbers',
  FFT: 'Fourier transforms',
  IFFT: 'Fourier transforms',
  Draw: 'drawing on a canvas',
  Einsum: 'tf.einsum, which has no gradient on any engine; write it with matMul',
  UnsortedSegmentSum: 'gradients of gather and of embeddings',
  Conv2DBackpropFilter: 'training convolutions',
  DepthwiseConv2dNativeBackpropFilter: 'training depthwise convolutions',
  DepthwiseConv2dNativeBackpropInput: 'training depthwise convolutions',
};

/** The kernels that only gradients call: tfjs-core names them so, but for one. */
const isGradientKernel = (name: string): boolean =>
  /Backprop|Grad/.test(name) || name === 'UnsortedSegmentSum';

/** Start the engine if none runs and look at it from all sides. Never throws: what fails becomes a problem with its remedy. */
export async function diagnoseEngine(): Promise<EngineDiagnosis> {
  const problems: EngineProblem[] = [];
  const engine = await attempt(problems, 'Set SEXTANT_ENGINE=wasm, or unset it.', () => startEngine());
  const name = engine?.name;
  if (name) await attempt(problems, 'Run `npm ci` and `npm run build` again.', probeBackground);
  const missing = name ? missingKernels(name) : [];
  problems.push(...kernelProblems(missing), ...nativeProblems(engine));
  return {
    engine: engine ? { name: engine.name, version: engine.version, reason: engine.reason } : null,
    background: name ? (engineRunsInThreads(name) ? 'worker thread' : 'process of its own') : null,
    versions: versions(engine),
    kernels: {
      present: name ? tf.getKernelsForBackend(backendNames[name]).length : 0,
      missing,
      added: name === 'wasm' ? [...addedKernels] : [],
      wrapped: name === 'wasm' ? [...wrappedKernels] : [],
    },
    problems,
  };
}

function versions(engine: Engine | undefined): EngineDiagnosis['versions'] {
  return {
    node: process.versions.node,
    tfjs: tf.version.tfjs,
    'tfjs-backend-wasm': engine?.name === 'wasm' ? engine.version : undefined,
    'tfjs-node': installedNativeVersion() ?? undefined,
  };
}

function missingKernels(engine: EngineName): MissingKernel[] {
  const present = new Set(tf.getKernelsForBackend(backendNames[engine]).map(({ kernelName }) => kernelName));
  return tf
    .getKernelsForBackend('cpu')
    .map(({ kernelName }) => kernelName)
    .filter((name) => !present.has(name))
    .sort()
    .map((name) => ({
      name,
      consequence: consequences[name] ?? `the operation ${name}`,
      stopsTraining: isGradientKernel(name),
    }));
}

function kernelProblems(missing: MissingKernel[]): EngineProblem[] {
  return missing
    .filter(({ stopsTraining }) => stopsTraining)
    .map(({ name, consequence }) => ({
      problem: `The engine lacks the kernel ${name}: ${consequence}.`,
      remedy: 'Use another engine (SEXTANT_ENGINE=cpu computes everything, slowly).',
    }));
}

/** An installed tfjs-node that does not load is worth a word; one that is not installed is not a problem. */
function nativeProblems(engine: Engine | undefined): EngineProblem[] {
  if (engine?.name === 'native' || installedNativeVersion() === null) return [];
  const { reason } = loadNative();
  if (reason === null) return [];
  return [
    {
      problem: `The native engine is installed but not usable: ${reason}.`,
      remedy: 'Run `npm run engine:native` (docs/engines.md), or delete node_modules/@tensorflow/tfjs-node.',
    },
  ];
}

/** Whether a background starts and computes as training and batches will need it. */
async function probeBackground(): Promise<void> {
  const worker = spawnBackground<EchoHello>(new URL('./worker-echo.js', import.meta.url), 'doctor');
  try {
    const { product } = await new Promise<EchoHello>((resolve, reject) => {
      worker.onMessage(resolve);
      worker.onError(reject);
      worker.onExit((code) => reject(new Error(`it ended with ${code} before it answered`)));
    });
    if (product !== 11) throw new Error(`1 x 3 + 2 x 4 came out as ${product}`);
  } finally {
    await worker.terminate();
  }
}

async function attempt<Result>(
  problems: EngineProblem[],
  remedy: string,
  action: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await action();
  } catch (thrown) {
    const error = asError(thrown);
    const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : remedy;
    problems.push({ problem: error.message, remedy: hint });
    return undefined;
  }
}
