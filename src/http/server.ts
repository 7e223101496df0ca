import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Configuration } from '../core/configuration.js';
import type { Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { startEngine } from '../engine/engine.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { TrainMissingChampions } from '../training/train-missing-champions.js';
import { clientError, frameworkError } from './framework-errors.js';
import { HttpModule } from './http.module.js';
import { acceptJsonOnly } from './json-body.js';
import { ProblemDetailsFilter } from './problem-details.filter.js';

/** The HTTP application, not listening yet. */
export async function createServer(configuration: Configuration): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: configuration.maxBodyBytes,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: true,
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
  application.useGlobalFilters(application.get(ProblemDetailsFilter));
  return application;
}

/**
 * Listen, then train in the background what has no model. Ends cleanly on SIGINT and SIGTERM.
 * @throws EngineError, InvalidSpecificationError before listening.
 */
export async function startServer(configuration: Configuration): Promise<void> {
  const engine = await startEngine();
  const application = await createServer(configuration);
  const logger = application.get<Logger>(LOGGER);
  await application.listen(configuration.port, configuration.host);
  const { port } = application.getHttpServer().address() as AddressInfo;
  const host = configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host;
  logger.info(`engine: ${engine.name} ${engine.version}; files in ${configuration.home}`);
  logger.info(`listening on http://${host}:${port} (documentation at /docs)`);
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
    void application.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  for (const path of await application.get(ModelRegistry).removeLeftovers()) {
    logger.warn({ path }, 'removed what an interrupted training left');
  }
  await application.get(TrainMissingChampions).execute(stopping.signal);
}
