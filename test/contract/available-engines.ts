import type { EngineName } from '../../src/core/configuration.js';
import { EngineError } from '../../src/core/errors.js';
import { startEngine } from '../../src/engine/engine.js';

/** The engines that start on this machine: wasm and cpu always, native when it is installed. */
export async function availableEngines(): Promise<EngineName[]> {
  try {
    await startEngine('native');
    return ['wasm', 'cpu', 'native'];
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return ['wasm', 'cpu'];
  }
}
