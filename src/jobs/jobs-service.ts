import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import { NotReadyError, SextantError, asError } from '../core/errors.js';
import { requireWritableHome } from '../core/files.js';
import type { Logger } from '../core/logger.js';
import { CONFIGURATION, LOGGER } from '../core/tokens.js';
import { HeaderThread } from '../data/csv/header-thread.js';
import { ServedModels } from '../scoring/served-models.js';
import { TrainInBackground } from '../training/train-in-background.js';
import { lockHome, type HomeLock } from './database/home-lock.js';
import type { JobTools } from './kinds/job-kind.js';
import type { OpenJobs } from './open-jobs.js';

/** Seconds until a database that did not open is tried again. */
const retrySeconds = 5;

/**
 * The jobs of this process. Nothing is opened before the first need, so that a command or a prediction never waits for a database;
 * a server opens them in the background of its start.
 */
@Injectable()
export class JobsService implements OnModuleDestroy {
  /** What jobs are done with. */
  readonly tools: JobTools;
  private lock: HomeLock | undefined;
  private opening: Promise<OpenJobs> | undefined;
  private state: 'closed' | 'opening' | 'open' = 'closed';
  private problem: string | undefined;
  private readonly ending = new AbortController();
  private readonly headers = new HeaderThread();

  constructor(
    @Inject(CONFIGURATION) configuration: Configuration,
    @Inject(LOGGER) private readonly logger: Logger,
    models: ServedModels,
    training: TrainInBackground,
  ) {
    this.tools = { configuration, models, training, headers: this.headers };
  }

  /** Aborted when this process ends. */
  get ends(): AbortSignal {
    return this.ending.signal;
  }

  /**
   * Claim the embedded database for this process, before anything is served; nothing where there is a PostgreSQL server.
   * @throws ConflictError when another process has it.
   */
  async claim(): Promise<void> {
    const { home, jobs } = this.tools.configuration;
    if (jobs.databaseUrl !== undefined || this.lock) return;
    await requireWritableHome(home);
    this.lock = await lockHome(home);
  }

  /**
   * The jobs, opened at the first call.
   * @throws NotReadyError while the database does not answer and when this process ends; ConflictError when another server has it.
   */
  open(): Promise<OpenJobs> {
    if (this.ends.aborted) throw new NotReadyError('The server ends.', retrySeconds);
    this.opening ??= this.openOnce();
    return this.opening;
  }

  /** Open, and try again until it succeeds or this process ends. */
  async openInBackground(): Promise<void> {
    while (!this.ends.aborted) {
      try {
        const { where } = await this.open();
        this.logger.info(`jobs are ready, in ${where}`);
        return;
      } catch (error) {
        if (this.ends.aborted) return;
        this.logger.error({ err: asError(error) }, 'the jobs cannot be opened');
        await wait(retrySeconds * 1000, undefined, { signal: this.ends, ref: false }).catch(() => undefined);
      }
    }
  }

  /** @throws NotReadyError when jobs were asked for and are not there. */
  checkReady(): void {
    if (this.problem !== undefined) throw new NotReadyError(`No jobs: ${this.problem}`, retrySeconds);
    if (this.state === 'opening') throw new NotReadyError('The jobs are being opened.', 1);
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    const opened = await this.opening?.catch(() => undefined);
    await opened?.close();
    await this.headers.close();
    this.lock?.release();
  }

  private async openOnce(): Promise<OpenJobs> {
    this.state = 'opening';
    try {
      // Loaded when asked for: commands and worker threads need no database client.
      const { openJobs } = await import('./open-jobs.js');
      const opened = await openJobs(this.tools, this.logger, this.lock);
      this.state = 'open';
      this.problem = undefined;
      return opened;
    } catch (error) {
      this.state = 'closed';
      this.problem = asError(error).message;
      this.opening = undefined;
      if (error instanceof SextantError) throw error;
      throw new NotReadyError('The jobs cannot be opened now.', retrySeconds, { cause: error });
    }
  }
}
