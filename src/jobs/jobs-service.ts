import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import { ConflictError, NotReadyError, asError } from '../core/errors.js';
import { isOpenToOthers, requireWritableHome } from '../core/files/home.js';
import type { Logger } from '../core/logger.js';
import { CONFIGURATION, LOGGER } from '../core/tokens.js';
import { HeaderThread } from '../csv/header-thread.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { ServedModels } from '../scoring/served-models.js';
import { TrainInBackground } from '../training/train-in-background.js';
import { removeUnfinishedDatabases } from './database/embedded-folder.js';
import { ForeignHomeError } from './database/foreign-home.js';
import { lockHome, type HomeLock } from './database/home-lock.js';
import { checkHome } from './database/home-owner.js';
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
  /** Settles when this process must end, because the home belongs to another database or was taken by another process. */
  readonly lost: Promise<ForeignHomeError>;
  private tellLost: (error: ForeignHomeError) => void = () => undefined;
  private claiming: Promise<HomeLock | undefined> | undefined;
  private opening: Promise<OpenJobs> | undefined;
  private state: 'closed' | 'opening' | 'open' = 'closed';
  private problem: string | undefined;
  private readonly ending = new AbortController();
  private readonly abandoning = new AbortController();
  private readonly headers = new HeaderThread();

  constructor(
    @Inject(CONFIGURATION) configuration: Configuration,
    @Inject(LOGGER) private readonly logger: Logger,
    models: ServedModels,
    training: TrainInBackground,
    events: OperationEvents,
  ) {
    this.tools = { configuration, models, training, headers: this.headers, events };
    this.lost = new Promise((resolve) => (this.tellLost = resolve));
  }

  /** Aborted when this process ends. */
  get ends(): AbortSignal {
    return this.ending.signal;
  }

  /**
   * Claim the home for this process, before anything is served: whether it belongs to the database of the jobs, as far as that can be told
   * yet, and where that is the embedded one, whether another process has it.
   * @throws ForeignHomeError when it belongs to another database; ConflictError when another process has it.
   */
  async claim(): Promise<void> {
    this.claiming ??= this.claimOnce();
    await this.claiming.catch((error: unknown) => {
      this.claiming = undefined;
      throw error;
    });
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
        await wait(retrySeconds * 1000, undefined, { signal: this.ends }).catch(() => undefined);
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
    (await this.claiming?.catch(() => undefined))?.release();
  }

  private async claimOnce(): Promise<HomeLock | undefined> {
    const { home, jobs } = this.tools.configuration;
    await requireWritableHome(home);
    if (await isOpenToOthers(home)) {
      this.logger.warn(`other users of this machine can look into ${home}: \`chmod 700\` closes it`);
    }
    await checkHome({ home, databaseUrl: jobs.databaseUrl });
    if (jobs.databaseUrl !== undefined) return undefined;
    const lock = await lockHome(home);
    lock.onLost((error) => this.lose(error));
    await this.removeUnfinished(home);
    return lock;
  }

  private async removeUnfinished(home: string): Promise<void> {
    try {
      for (const path of await removeUnfinishedDatabases(home)) {
        this.logger.info({ path }, 'removed a database that was never finished');
      }
    } catch (error) {
      this.logger.warn({ err: asError(error) }, 'a database that was never finished cannot be removed');
    }
  }

  /** Nothing may be written to the home any more. */
  private lose(error: ForeignHomeError): void {
    this.ending.abort();
    this.abandoning.abort();
    this.tellLost(error);
  }

  private async openOnce(): Promise<OpenJobs> {
    this.state = 'opening';
    try {
      await this.claim();
      // Loaded when asked for: commands and worker threads need no database client.
      const { openJobs } = await import('./open-jobs.js');
      const { tools, logger } = this;
      const opened = await openJobs({ tools, logger, abandoned: this.abandoning.signal });
      this.state = 'open';
      this.problem = undefined;
      return opened;
    } catch (error) {
      const told = this.toldOutside(error);
      this.state = 'closed';
      this.problem = told.message;
      this.opening = undefined;
      throw told;
    }
  }

  /** Callers learn nothing of folders: what is wrong with them is in the log. */
  private toldOutside(error: unknown): Error {
    if (error instanceof ForeignHomeError) this.lose(error);
    else if (error instanceof NotReadyError || error instanceof ConflictError) return error;
    return new NotReadyError('The jobs cannot be opened now.', retrySeconds, { cause: error });
  }
}
