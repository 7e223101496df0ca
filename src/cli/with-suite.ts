import type { INestApplicationContext } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import { openSuite } from '../suite.js';

/** Open the suite for one command and close it whatever happens. */
export async function withSuite<Result>(
  configuration: Configuration,
  use: (suite: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const suite = await openSuite(configuration);
  try {
    return await use(suite);
  } finally {
    await suite.close();
  }
}

/** A signal that is aborted by the first Ctrl+C or SIGTERM; the second one ends the process as usual. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}
