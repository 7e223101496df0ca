import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ConflictError, StorageError } from '../core/errors.js';
import { unfinishedName } from '../core/files/unfinished.js';
import { ownScenariosFolder } from '../core/paths.js';
import { JobsService } from '../jobs/jobs-service.js';
import { AnswerLog } from '../monitoring/answers/answer-log.js';
import { RequestWindows } from '../monitoring/drift/request-windows.js';
import { isMadeByServer } from '../scenarios/own-folder.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { LargeRequests } from '../scoring/large-requests.js';
import { removing } from './leftovers.js';

/** Removes a scenario that a server made, with its rows, every version of its model, and answers that were kept. */
@Injectable()
export class RemoveScenario {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly jobs: JobsService,
    private readonly largeRequests: LargeRequests,
    private readonly windows: RequestWindows,
    private readonly answers: AnswerLog,
  ) {}

  /**
   * The scenario goes last: who is killed meanwhile leaves one without a model, which can be removed again.
   * @throws UnknownNameError; ConflictError for one that a person wrote, and while a job of it waits or runs; StorageError.
   */
  async execute(id: string): Promise<void> {
    const { folder } = this.catalogue.get(id);
    if (!isMadeByServer(folder)) throw notMade(id);
    await this.requireNoJob(id);
    const { configuration, models } = this.jobs.tools;
    const { home } = configuration;
    const root = ownScenariosFolder(configuration);
    try {
      await remove(join(home, 'models', ...id.split('/')), join(home, 'models'));
      await this.answers.forgetScenario(id);
      await remove(folder, root);
    } catch (error) {
      throw new StorageError('The scenario cannot be removed.', { cause: error });
    }
    this.catalogue.remove(id);
    models.forgetScenario(id);
    this.windows.forget(id);
    this.largeRequests.beginAnew();
  }

  private async requireNoJob(scenario: string): Promise<void> {
    const { store } = await this.jobs.open();
    for (const state of ['queued', 'running'] as const) {
      const [job] = await store.list({ scenario, state, limit: 1 });
      if (job === undefined) continue;
      throw new ConflictError(`A job of ${scenario} waits or runs.`, {
        details: [{ expected: 'no job that waits or runs', received: job.id }],
        hint: 'Wait for its end, or cancel it: DELETE /v1/jobs/{id}.',
      });
    }
  }
}

/** A folder, which is gone at once under its name. */
async function remove(folder: string, root: string): Promise<void> {
  const gone = join(root, unfinishedName(removing));
  const isThere = await rename(folder, gone).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  if (isThere) await rm(gone, { recursive: true, force: true });
}

function notMade(id: string): ConflictError {
  return new ConflictError(`${id} was not made by a server, so it is not removed by one.`, {
    hint: 'Whoever wrote its scenario.yaml removes its folder.',
  });
}
