import { stat } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CancelledError, DamagedFileError, asError } from '../core/errors.js';
import { fileWithin } from '../core/files/own-file.js';
import type { Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { DatasetCatalogue, samplePath } from '../datasets/dataset-catalogue.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { ScenarioCatalogue, type Scenario } from '../scenarios/scenario-catalogue.js';
import { TrainInBackground } from './train-in-background.js';
import type { TrainingPlaces } from './training-places.js';

/** What a server's start does, or did, for a scenario without a model. */
export type FirstModel = { state: 'training' } | { state: 'missing'; reason: string };

/**
 * At a server's start: give every scenario that has no champion one, trained on its own data or sample, as many at once as there
 * are cores (one fewer while predictions are asked for), those that ask for it first, then
 * those with the least data. Each serves as soon as it is ready; one that fails is logged and does not hold up the rest.
 */
@Injectable()
export class TrainMissingChampions {
  private readonly firstModels = new Map<string, FirstModel>();

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    private readonly training: TrainInBackground,
    private readonly datasets: DatasetCatalogue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** From now on every scenario without a model counts as about to get one: for a server that is asked before `execute`. */
  announce(): void {
    for (const { spec } of this.catalogue.list()) this.firstModels.set(spec.id, { state: 'training' });
  }

  /** Of a scenario without a model: whether it is going to get one here, or why it did not. */
  firstModel(id: string): FirstModel | undefined {
    return this.firstModels.get(id);
  }

  async execute(places: TrainingPlaces, signal?: AbortSignal): Promise<void> {
    this.announce();
    const waiting = await this.inOrder();
    const isOver = () => waiting.length === 0 || signal?.aborted === true;
    await places.fill(async () => {
      if (isOver()) return false;
      const id = waiting.shift()!;
      const lacking = await this.lacksChampion(id);
      this.settle(id, lacking ? await this.train(id, signal) : undefined);
      return true;
    }, isOver);
  }

  private settle(id: string, reason: string | undefined): void {
    if (reason === undefined) this.firstModels.delete(id);
    else this.firstModels.set(id, { state: 'missing', reason });
  }

  /** One whose alias cannot be read may have a champion, which must not be replaced: whoever runs the server is told. */
  private async lacksChampion(id: string): Promise<boolean> {
    try {
      return (await this.registry.champion(id)) === undefined;
    } catch (error) {
      if (!(error instanceof DamagedFileError)) return true;
      this.logger.error(
        { reason: error.message, remedy: error.hint },
        `${id} is not trained: its files are damaged`,
      );
      return false;
    }
  }

  private async inOrder(): Promise<string[]> {
    const scenarios = this.catalogue.list();
    const bytes = await Promise.all(scenarios.map((scenario) => this.bytesOf(scenario)));
    const isLate = (place: number) => Number(!scenarios[place].spec.trainedFirst);
    const order = [...scenarios.keys()].sort((a, b) => isLate(a) - isLate(b) || bytes[a] - bytes[b]);
    return order.map((place) => scenarios[place].spec.id);
  }

  /** Size of what ships with a scenario; a scenario that cannot be read comes last, and its training says why. */
  private async bytesOf({ spec: { data }, folder }: Scenario): Promise<number> {
    try {
      const path =
        'dataset' in data
          ? samplePath(await this.datasets.get(data.dataset))
          : await fileWithin(folder, data.file);
      return (await stat(path)).size;
    } catch {
      return Infinity;
    }
  }

  /** @returns why it still has no model, without what only the log may tell. */
  private async train(scenario: string, signal?: AbortSignal): Promise<string | undefined> {
    this.logger.info(`${scenario} has no model yet: training one in the background`);
    try {
      const { model, headline, promoted, promotion } = await this.training.execute({
        scenario,
        signal,
        yields: true,
      });
      const figure = `${headline.metric} ${headline.value?.toFixed(4)} on ${headline.rows} rows held out (${headline.data})`;
      if (promoted) {
        this.logger.info(`${model} serves: ${figure}`);
        return undefined;
      }
      const reason = `${model} does not serve: ${promotion}`;
      this.logger.warn(reason);
      return `${reason}.`;
    } catch (error) {
      if (error instanceof CancelledError) return undefined;
      this.logger.error({ err: asError(error) }, `${scenario} could not be trained`);
      return 'Its training at the start failed; the log says why.';
    }
  }
}
