import { setImmediate as nextTurn } from 'node:timers/promises';
import { CancelledError } from '../../../core/errors.js';

const turnMilliseconds = 20;

/** For work in closed form: gives the event loop its turn every 20 ms or so, and throws CancelledError once `signal` is aborted. */
export function pauseOf(signal?: AbortSignal): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last > turnMilliseconds) {
      await nextTurn();
      last = performance.now();
    }
    if (signal?.aborted) throw new CancelledError('Training was cancelled.');
  };
}
