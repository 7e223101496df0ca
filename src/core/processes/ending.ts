import type { Logger } from '../logger.js';

/** What has not been answered so long after the signal to end is cut off. */
export const graceMilliseconds = 5000;

/** For what ends by itself once it is cut off. */
const afterGraceMilliseconds = 500;

/**
 * End this process shortly after the grace, whatever still runs in it: whoever asked it to end need not kill it. Nothing is lost by it that
 * would not survive a kill.
 * @param status of the process
 * @returns the timer, which keeps the process alive until then unless it is unreferenced
 */
export function endAtLast(logger: Logger, status: number): NodeJS.Timeout {
  return setTimeout(() => {
    logger.warn('something did not end in time: the process ends without waiting for it');
    process.exit(status);
  }, graceMilliseconds + afterGraceMilliseconds);
}
