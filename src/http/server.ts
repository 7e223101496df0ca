import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { KeysFile } from '../core/access/keys-file.js';
import type { Configuration } from '../core/configuration.js';
import { endAtLast, graceMilliseconds } from '../core/processes/ending.js';
import { ConflictError } from '../core/errors.js';
import { keepFilesPrivate } from '../core/files/home.js';
import { factLine, type Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { removeUnfinishedScenarios } from '../drafting/leftovers.js';
import { startEngine } from '../engine/engine.js';
import { JobsService } from '../jobs/jobs-service.js';
import { AnswerLog } from '../monitoring/answers/answer-log.js';
import { OperationLog } from '../monitoring/operation-log.js';
import { RecentRequests } from '../monitoring/recent-requests.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { TrainMissingChampions } from '../training/train-missing-champions.js';
import { TrainingPlaces } from '../training/training-places.js';
import { AllowedMethods } from './allowed-methods.js';
import { addProtectiveHeaders } from './protective-headers.js';
import { BodyBudget } from './body-budget.js';
import { KnownHosts } from './known-hosts.js';
import { clientError, frameworkError } from './framework-errors.js';
import { HttpModule } from './http.module.js';
import { acceptUploads } from './job-upload.js';
import { acceptJsonOnly } from './json-body.js';
import { refuseOpenWithoutKeys } from './refuse-open.js';
import { requireKeys } from './require-keys.js';
import { refuseOtherSites } from './other-sites.js';
import { limitRequests } from './overload.js';
import { serveWebApp } from './web-app.js';
import { ProblemDetailsFilter } from './problem-details.filter.js';

/** The HTTP application, not listening yet. */
export async function createServer(configuration: Configuration): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: configuration.maxBodyBytes,
    // See `ArrivalLimit`.
    requestTimeout: 0,
    routerOptions: { ignoreTrailingSlash: true },
    // While it closes the server ends idle connections and answers what has begun.
    return503OnClosing: false,
    frameworkErrors: frameworkError,
    clientErrorHandler: clientError,
    // A request without `Host` is refused with an answer like any other.
    http: { requireHostHeader: false },
  });
  const fastify = adapter.getInstance();
  ignoreExpectations(fastify.server);
  // Before the hooks of anything that is made with the application, some of which answer.
  addProtectiveHeaders(fastify);
  refuseOtherSites(fastify, await KnownHosts.of(configuration));
  const { keysFile, requestsPerMinute } = configuration;
  if (keysFile !== undefined) requireKeys(fastify, new KeysFile(keysFile), requestsPerMinute);
  const application = await NestFactory.create<NestFastifyApplication>(
    HttpModule.forRoot(configuration),
    adapter,
    {
      logger: false,
      abortOnError: false,
      bodyParser: false,
    },
  );
  application.get(AnswerLog).watch();
  acceptJsonOnly(application, configuration.maxBodyBytes);
  await acceptUploads(application);
  const { maxRequests, arrivalSeconds, arrivalBytes } = configuration;
  limitRequests(fastify, maxRequests, { seconds: arrivalSeconds, bytes: arrivalBytes });
  serveWebApp(fastify, () => application.get(AllowedMethods).routes());
  application.get(BodyBudget).watch(fastify);
  application.useGlobalFilters(application.get(ProblemDetailsFilter));
  return application;
}

/** What nobody knows how to meet may be ignored (RFC 9110); Node alone would answer it with a bare 417. */
function ignoreExpectations(server: Server): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/**
 * Listen, then train in the background what has no model. Resolves when the server has ended, which SIGINT and SIGTERM make it.
 * @param whenListening told the address that it listens on
 * @throws EngineError, InvalidSpecificationError, ConflictError before listening; ConflictError later, when the home turns out to belong to
 *   another database or is taken by another process.
 */
export async function startServer(
  configuration: Configuration,
  whenListening?: (address: string) => void,
): Promise<void> {
  await refuseOpenWithoutKeys(configuration);
  keepFilesPrivate();
  const engine = await startEngine();
  const application = await createServer(configuration);
  const logger = application.get<Logger>(LOGGER);
  const jobs = application.get(JobsService);
  await jobs.claim();
  application.get(OperationLog).watch();
  const missing = application.get(TrainMissingChampions);
  if (configuration.trainAtStart) missing.announce();
  await listen(application, configuration);
  const { port } = application.getHttpServer().address() as AddressInfo;
  const host = configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host;
  logger.info(`engine: ${engine.name} ${engine.version}; files in ${configuration.home}`);
  logger.info(`listening on http://${host}:${port} (documentation at /docs)`);
  whenListening?.(`http://${host}:${port}`);
  const stopping = new AbortController();
  const ended = untilItEnds(application, { logger, stopping, lost: jobs.lost });
  for (const path of await application.get(ModelRegistry).removeLeftovers()) {
    logger.warn({ path }, 'removed what an interrupted training left');
  }
  for (const path of await application.get(DatasetCatalogue).removeLeftovers()) {
    logger.warn({ path }, 'removed what an interrupted import left');
  }
  for (const path of await removeUnfinishedScenarios(configuration)) {
    logger.warn({ path }, 'removed what an interrupted change of scenarios left');
  }
  void jobs.openInBackground();
  const places = new TrainingPlaces(application.get(RecentRequests));
  const training = configuration.trainAtStart ? missing.execute(places, stopping.signal) : undefined;
  await Promise.all([training, ended]);
}

interface Running {
  logger: Logger;
  /** Aborted when the server begins to end. */
  stopping: AbortController;
  /** Settles when it must end because of an error. */
  lost: Promise<Error>;
}

/** Ends the server on a signal or an error, which is thrown then. */
async function untilItEnds(
  application: NestFastifyApplication,
  { logger, stopping, lost }: Running,
): Promise<void> {
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const reason = await Promise.race([asked, lost]);
  const error = typeof reason === 'string' ? undefined : reason;
  if (error) logger.error({ err: error }, 'the server ends');
  else logger.info(...factLine({ event: 'shutdown', signal: reason }, `${String(reason)}: the server ends`));
  const started = performance.now();
  stopping.abort();
  const last = endAtLast(logger, error ? 1 : 0);
  const drained = endConnections(application.getHttpServer());
  await application.close();
  last.unref();
  tellEnd(logger, drained(), (performance.now() - started) / 1000);
  if (error) throw error;
}

function tellEnd(logger: Logger, drained: boolean, seconds: number): void {
  const text = drained ? 'every request was answered' : 'some connections were cut off';
  const facts = { event: 'ended', drained, seconds };
  logger.info(...factLine(facts, `the server has ended after ${seconds.toFixed(1)} s: ${text}`));
}

/**
 * A connection ends when its answer has been sent, which Node alone leaves open for the next request; or after the grace.
 * @returns whether none had to be cut off until now
 */
function endConnections(server: Server): () => boolean {
  let cut = false;
  setInterval(() => server.closeIdleConnections(), 100).unref();
  const last = setTimeout(() => {
    cut = true;
    server.closeAllConnections();
  }, graceMilliseconds).unref();
  server.once('close', () => clearTimeout(last));
  return () => !cut;
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
