import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { championFiles } from '../registry/champion-files.js';
import { openVersion } from '../learning/index.js';
import type { Predictor } from '../learning/predictor.js';

interface Loaded {
  /** Of the champion's alias before it was read: as long as it is the same, so is the champion. */
  stamp: string | undefined;
  champion: string;
  model: Promise<Predictor>;
}

/**
 * The champions in memory. Each call looks up which version is champion, so a promotion by any process takes effect at the
 * next call; a version is loaded once.
 */
@Injectable()
export class ServedModels {
  private readonly loaded = new Map<string, Loaded>();
  /** How many use a model at present. */
  private readonly users = new Map<Predictor, number>();
  private readonly retired = new Set<Predictor>();

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @throws NotFoundError for an unknown scenario; NotReadyError before the first champion; DamagedFileError when neither
   * the champion nor an earlier one can be loaded.
   */
  async get(scenario: string): Promise<Predictor> {
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
      .finally(
        () =>
          void current?.model.then(
            (model) => this.retire(model),
            () => undefined,
          ),
      );
    return model;
  }

  /**
   * Do something with the champion, which stays in memory until it is done.
   * @throws what `get` and the work throw.
   */
  async use<Result>(scenario: string, work: (served: Predictor) => Promise<Result>): Promise<Result> {
    const served = await this.get(scenario);
    this.users.set(served, (this.users.get(served) ?? 0) + 1);
    try {
      return await work(served);
    } finally {
      this.release(served);
    }
  }

  private async load(scenario: string): Promise<Predictor> {
    const { loaded, refused } = await championFiles(this.registry, scenario);
    for (const { tag, reason } of refused) this.logger.error({ tag, reason }, 'refused a damaged version');
    const model = openVersion(this.catalogue.get(scenario), loaded);
    this.logger.debug({ model: model.tag }, 'loaded');
    return model;
  }

  /** What could not be loaded is tried again at the next call, unless a later call has begun another. */
  private forget(scenario: string, model: Promise<Predictor>): void {
    if (this.loaded.get(scenario)?.model === model) this.loaded.delete(scenario);
  }

  private release(served: Predictor): void {
    const others = (this.users.get(served) ?? 1) - 1;
    if (others > 0) this.users.set(served, others);
    else this.users.delete(served);
    if (others === 0 && this.retired.delete(served)) served.dispose();
  }

  /** Frees a replaced model once those who were just given it have used it. */
  private retire(model: Predictor): void {
    setImmediate(() => {
      if (this.users.has(model)) this.retired.add(model);
      else model.dispose();
    });
  }
}
