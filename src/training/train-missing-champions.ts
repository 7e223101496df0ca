import { Inject, Injectable } from '@nestjs/common';
import { CancelledError, asError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { TrainInBackground } from './train-in-background.js';

/**
 * At a server's start: give every scenario that has no champion one, trained on its own data or sample, one after the other.
 * Each serves as soon as it is ready; one that fails is logged and does not hold up the rest.
 */
@Injectable()
export class TrainMissingChampions {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    private readonly training: TrainInBackground,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute(signal?: AbortSignal): Promise<void> {
    for (const { spec } of this.catalogue.list()) {
      if (signal?.aborted) return;
      const champion = await this.registry.champion(spec.id).catch(() => undefined);
      if (!champion) await this.train(spec.id, signal);
    }
  }

  private async train(scenario: string, signal?: AbortSignal): Promise<void> {
    this.logger.info(`${scenario} has no model yet: training one in the background`);
    try {
      const { model, headline, promoted, promotion } = await this.training.execute({ scenario, signal });
      const figure = `${headline.metric} ${headline.value?.toFixed(4)} on ${headline.rows} rows held out (${headline.data})`;
      if (promoted) this.logger.info(`${model} serves: ${figure}`);
      else this.logger.warn(`${model} does not serve: ${promotion}`);
    } catch (error) {
      if (error instanceof CancelledError) return;
      this.logger.error({ err: asError(error) }, `${scenario} could not be trained`);
    }
  }
}
