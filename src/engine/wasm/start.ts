import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { tf } from '../tf.js';
import { completeWasm } from './complete.js';

/**
 * Load the wasm backend with the binaries of the installed package, single-threaded, and complete it.
 * @returns whether the processor's vector instructions are used.
 */
export async function startWasm(): Promise<{ version: string; vectorised: boolean }> {
  const { default: wasm } = await import('@tensorflow/tfjs-backend-wasm');
  const packageFile = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  wasm.setWasmPaths(join(dirname(packageFile), 'dist') + sep);
  completeWasm();
  const accepted = await withoutProcessHandlers(() => tf.setBackend('wasm'));
  if (!accepted) throw new Error('its module could not be instantiated');
  return { version: wasm.version_wasm, vectorised: await vectorised() };
}

async function vectorised(): Promise<boolean> {
  return (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
}

/**
 * The compiled module installs process-wide handlers for uncaught errors that rethrow them, which would take the decision how
 * to end from the application. Whatever listeners `start` adds are removed again.
 */
async function withoutProcessHandlers<Result>(start: () => Promise<Result>): Promise<Result> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = new Map(events.map((event) => [event, new Set(process.rawListeners(event))]));
  try {
    return await start();
  } finally {
    for (const event of events) {
      for (const listener of process.rawListeners(event)) {
        if (!before.get(event)?.has(listener)) process.removeListener(event, listener as () => void);
      }
    }
  }
}
