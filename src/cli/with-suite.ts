import type { INestApplicationContext } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import type { ServedModels } from '../scoring/served-models.js';

/** Open the suite for one command and close it whatever happens. */
export async function withSuite<Result>(
  configuration: Configuration,
  use: (suite: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const { openSuite } = await import('../suite.js');
  const suite = await openSuite(configuration);
  try {
    return await use(suite);
  } finally {
    await suite.close();
  }
}

/**
 * What scores by the models of one scenario, without the application and the other scenarios, which take a second to open. Where there is
 * no such scenario, or something is wrong with it, the suite is opened, which can say so.
 */
export async function withModels<Result>(
  configuration: Configuration,
  scenario: string,
  use: (models: ServedModels) => Promise<Result>,
): Promise<Result> {
  const { openModels } = await import('../suite.parts.js');
  const models = await openModels(configuration, scenario).catch(() => undefined);
  if (models) return use(models);
  const { ServedModels: token } = await import('../scoring/served-models.js');
  return withSuite(configuration, (suite) => use(suite.get(token)));
}

/** A signal that is aborted by the first Ctrl+C or SIGTERM; the second one ends the process as usual. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}
