import { readConfiguration, type EngineName } from '../core/configuration.js';
import { loadNative } from './native.js';

/*
 * Which engine runs or will run, for who starts a background: without TensorFlow.js, which takes a quarter of a second to load, so that a
 * background can load it at the same time as the one that starts it.
 */

let preferred: EngineName | undefined;
let running: EngineName | undefined;

/** What the engine of this process or thread is to be, and that it runs. */
export const enginePlan = {
  /** What `startEngine()` takes when nothing is forced; undefined: native when it loads, else wasm. */
  wanted: (): EngineName | undefined => preferred ?? readConfiguration().engine,
  run: (engine: EngineName): void => void (running = engine),
};

/** The engine that runs, or that `startEngine()` would choose. Loads the native one to find out. */
export function plannedEngine(): EngineName {
  const wanted = running ?? enginePlan.wanted();
  return wanted ?? (loadNative().module ? 'native' : 'wasm');
}

/** What `startEngine()` takes when nothing is forced; set in a background from the engine of its parent. */
export function preferEngine(engine: EngineName): void {
  preferred = engine;
}

/**
 * Whether any number of threads of one process may load the engine. TensorFlow's native library fails in a second one
 * (tensorflow/tfjs #8388), so what runs beside the main thread needs a process of its own there.
 */
export function engineRunsInThreads(engine: EngineName): boolean {
  return engine !== 'native';
}
