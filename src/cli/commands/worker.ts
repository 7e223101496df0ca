import type { Command } from 'commander';
import { endAtLast } from '../../core/processes/ending.js';
import { UsageError } from '../../core/errors.js';
import { keepFilesPrivate } from '../../core/files/home.js';
import { factLine, type Logger } from '../../core/logger.js';
import { LOGGER } from '../../core/tokens.js';
import { JobsService } from '../../jobs/jobs-service.js';
import { OperationLog } from '../../monitoring/operation-log.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { interruptSignal, withSuite } from '../with-suite.js';

const stayMilliseconds = 60_000;

export function addWorkerCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('worker')
    .description('work on the jobs of a server beside it (DATABASE_URL, and the SEXTANT_HOME of the server)')
    .action(async () => {
      const read = configuration();
      if (read.jobs.databaseUrl === undefined) {
        throw new UsageError(
          'A worker needs the PostgreSQL server that it shares with the server of the jobs.',
          {
            details: [{ pointer: '/DATABASE_URL', expected: 'postgres://...', received: 'nothing' }],
            hint: 'Without it a server works on its jobs alone: SEXTANT_JOB_WORKERS sets its threads.',
          },
        );
      }
      keepFilesPrivate();
      const signal = interruptSignal();
      // While it waits for the database nothing else may be open, and Node ends a process that waits for nothing that is.
      const staying = setInterval(() => undefined, stayMilliseconds);
      await withSuite(read, async (suite) => {
        const jobs = suite.get(JobsService);
        const logger = suite.get<Logger>(LOGGER);
        suite.get(OperationLog).watch();
        const ended = new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        );
        await Promise.race([jobs.openInBackground(), ended]);
        if (!jobs.ends.aborted && !signal.aborted) {
          logger.info(`works on the jobs in ${read.home}; Ctrl+C ends it`);
        }
        const lost = await Promise.race([ended, jobs.lost]);
        if (!lost)
          logger.info(...factLine({ event: 'shutdown' }, 'asked to end: the worker gives its steps back'));
        endAtLast(logger, lost ? 1 : 0).unref();
        if (lost) throw lost;
      }).finally(() => clearInterval(staying));
    });
}
