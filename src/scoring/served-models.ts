import { Inject, Injectable } from '@nestjs/common';
import { NotFoundError, NotReadyError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { loadServed, type Served } from './served.js';

/** How long a caller should wait for a first champion that is being trained, in seconds. */
const retryAfterSeconds = 5;

/**
 * The champions in memory. Each call looks up which version is champion, so a promotion by any process takes effect at the
 * next call; a version is loaded once.
 */
@Injectable()
export class ServedModels {
  private readonly loaded = new Map<string, { champion: string; model: Promise<Served> }>();

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @throws NotFoundError for an unknown scenario; NotReadyError before the first champion; DamagedFileError when neither
   * the champion nor an earlier one can be loaded.
   */
  async get(scenario: string): Promise<Served> {
    this.catalogue.get(scenario);
    const tag = await this.registry.champion(scenario).catch(() => undefined);
    const champion = tag ? formatModelTag(tag) : 'unreadable';
    const current = this.loaded.get(scenario);
    if (current?.champion === champion) return current.model;
    const model = this.load(scenario);
    this.loaded.set(scenario, { champion, model });
    model.then(
      () => void current?.model.then((old) => old.dispose()),
      () => this.loaded.delete(scenario),
    );
    return model;
  }

  private async load(scenario: string): Promise<Served> {
    const { loaded, refused } = await this.registry.loadChampion(scenario).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
      throw new NotReadyError(`${scenario} has no model yet.`, retryAfterSeconds, {
        hint: `A server trains one at its start; otherwise: sextant train ${scenario}.`,
      });
    });
    for (const { tag, reason } of refused) this.logger.error({ tag, reason }, 'refused a damaged version');
    const model = loadServed(this.catalogue.get(scenario), loaded);
    this.logger.debug({ model: model.tag }, 'loaded');
    return model;
  }
}
