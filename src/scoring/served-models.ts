import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { championFiles } from '../training/champion-files.js';
import { loadServed } from './load-served.js';
import type { Served } from './served.js';

interface Loaded {
  /** Of the champion's alias before it was read: as long as it is the same, so is the champion. */
  stamp: string | undefined;
  champion: string;
  model: Promise<Served>;
}

/**
 * The champions in memory. Each call looks up which version is champion, so a promotion by any process takes effect at the
 * next call; a version is loaded once.
 */
@Injectable()
export class ServedModels {
  private readonly loaded = new Map<string, Loaded>();

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
    const stamp = this.registry.championStamp(scenario);
    const known = this.loaded.get(scenario);
    if (known && stamp !== undefined && known.stamp === stamp) return known.model;
    const tag = await this.registry.champion(scenario).catch(() => undefined);
    const champion = tag ? formatModelTag(tag) : 'unreadable';
    const current = this.loaded.get(scenario);
    if (current?.champion === champion) {
      current.stamp = stamp;
      return current.model;
    }
    const model = this.load(scenario);
    this.loaded.set(scenario, { stamp, champion, model });
    model
      .catch(() => this.forget(scenario, model))
      .finally(() => void current?.model.then(retire, () => undefined));
    return model;
  }

  private async load(scenario: string): Promise<Served> {
    const { loaded, refused } = await championFiles(this.registry, scenario);
    for (const { tag, reason } of refused) this.logger.error({ tag, reason }, 'refused a damaged version');
    const model = loadServed(this.catalogue.get(scenario), loaded);
    this.logger.debug({ model: model.tag }, 'loaded');
    return model;
  }

  /** What could not be loaded is tried again at the next call, unless a later call has begun another. */
  private forget(scenario: string, model: Promise<Served>): void {
    if (this.loaded.get(scenario)?.model === model) this.loaded.delete(scenario);
  }
}

/** Frees a replaced model once those who were just given it have used it. */
function retire(model: Served): void {
  setImmediate(() => model.dispose());
}
