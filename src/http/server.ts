import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Configuration } from '../core/configuration.js';
import { ConflictError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { DatasetCatalogue } from '../data/datasets/dataset-catalogue.js';
import { startEngine } from '../engine/engine.js';
import { JobsService } from '../jobs/jobs-service.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { TrainMissingChampions } from '../training/train-missing-champions.js';
import { limitArrival } from './arrival-limit.js';
import { clientError, frameworkError } from './framework-errors.js';
import { HttpModule } from './http.module.js';
import { acceptUploads } from './job-upload.js';
import { acceptJsonOnly } from './json-body.js';
import { refuseOtherSites } from './other-sites.js';
import { limitRequests } from './overload.js';
import { ProblemDetailsFilter } from './problem-details.filter.js';

/** What has not been answered so long after the signal to end is cut off. */
const graceMilliseconds = 5000;

/** The HTTP application, not listening yet. */
export async function createServer(configuration: Configuration): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: configuration.maxBodyBytes,
    // See `limitArrival`.
    requestTimeout: 0,
    routerOptions: { ignoreTrailingSlash: true },
    // While it closes the server ends idle connections and answers what has begun.
    return503OnClosing: false,
    frameworkErrors: frameworkError,
    clientErrorHandler: clientError,
  });
  const application = await NestFactory.create<NestFastifyApplication>(
    HttpModule.forRoot(configuration),
    adapter,
    {
      logger: false,
      abortOnError: false,
      bodyParser: false,
    },
  );
  acceptJsonOnly(application, configuration.maxBodyBytes);
  await acceptUploads(application);
  limitRequests(adapter.getInstance(), configuration.maxRequests);
  limitArrival(adapter.getInstance());
  refuseOtherSites(adapter.getInstance());
  application.useGlobalFilters(application.get(ProblemDetailsFilter));
  return application;
}

/**
 * Listen, then train in the background what has no model. Ends cleanly on SIGINT and SIGTERM.
 * @throws EngineError, InvalidSpecificationError, ConflictError before listening.
 */
export async function startServer(configuration: Configuration): Promise<void> {
  const engine = await startEngine();
  const application = await createServer(configuration);
  const logger = application.get<Logger>(LOGGER);
  const jobs = application.get(JobsService);
  await jobs.claim();
  await listen(application, configuration);
  const { port } = application.getHttpServer().address() as AddressInfo;
  const host = configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host;
  logger.info(`engine: ${engine.name} ${engine.version}; files in ${configuration.home}`);
  logger.info(`listening on http://${host}:${port} (documentation at /docs)`);
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
    void application.close();
    endConnections(application.getHttpServer());
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  for (const path of await application.get(ModelRegistry).removeLeftovers()) {
    logger.warn({ path }, 'removed what an interrupted training left');
  }
  for (const path of await application.get(DatasetCatalogue).removeLeftovers()) {
    logger.warn({ path }, 'removed what an interrupted import left');
  }
  void jobs.openInBackground();
  if (configuration.trainAtStart) await application.get(TrainMissingChampions).execute(stopping.signal);
}

/** A connection ends when its answer has been sent, which Node alone leaves open for the next request; or after the grace. */
function endConnections(server: Server): void {
  setInterval(() => server.closeIdleConnections(), 100).unref();
  setTimeout(() => server.closeAllConnections(), graceMilliseconds).unref();
}

async function listen(application: NestFastifyApplication, { port, host }: Configuration): Promise<void> {
  try {
    await application.listen(port, host);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause;
    const problem = code === 'EACCES' ? 'may not be opened' : 'is in use';
    throw new ConflictError(`Port ${port} of ${host} ${problem}. Set PORT to another one.`, { cause });
  }
}
