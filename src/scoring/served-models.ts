import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '../core/logger.js';
import { LOGGER } from '../core/tokens.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { championFiles } from '../registry/champion-files.js';
import { openVersion } from '../learning/index.js';
import type { Predictor } from '../learning/predictor.js';

/** A scenario's champion, or one of its versions. */
interface AskedModel {
  scenario: string;
  version?: number;
}

interface Loaded {
  /** Of the champion's alias before it was read: as long as it is the same, so is the champion. */
  stamp: string | undefined;
  champion: string;
  model: Promise<Predictor>;
}

/** So many versions that were asked for by their number stay in memory; a version never changes. */
const mostNamed = 4;

/**
 * The champions in memory. Each call looks up which version is champion, so a promotion by any process takes effect at the
 * next call; a version is loaded once. Versions that are asked for by their number are held beside them, the last few.
 */
@Injectable()
export class ServedModels {
  private readonly loaded = new Map<string, Loaded>();
  /** By tag, those that were asked for last at the end. */
  private readonly named = new Map<string, Promise<Predictor>>();
  /** How many use a model at present. */
  private readonly users = new Map<Predictor, number>();
  private readonly retired = new Set<Predictor>();

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @param version absent: the champion.
   * @throws NotFoundError for an unknown scenario or version; NotReadyError before the first champion; DamagedFileError when neither
   * the champion nor an earlier one can be loaded.
   */
  async get(scenario: string, version?: number): Promise<Predictor> {
    this.catalogue.get(scenario);
    if (version !== undefined) return this.versionOf(scenario, version);
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
   * Do something with the champion, or a version, which stays in memory until it is done.
   * @throws what `get` and the work throw.
   */
  async use<Result>(
    { scenario, version }: AskedModel,
    work: (served: Predictor) => Promise<Result>,
  ): Promise<Result> {
    const served = await this.get(scenario, version);
    this.users.set(served, (this.users.get(served) ?? 0) + 1);
    try {
      return await work(served);
    } finally {
      this.release(served);
    }
  }

  /** Of a scenario that is there no more: another one of its name may come. */
  forgetScenario(scenario: string): void {
    const ofIt = [...this.named].filter(([tag]) => tag.startsWith(`${scenario}@`));
    const champion = this.loaded.get(scenario)?.model;
    for (const [tag] of ofIt) this.named.delete(tag);
    this.loaded.delete(scenario);
    for (const model of [...ofIt.map(([, one]) => one), ...(champion ? [champion] : [])]) {
      model.then(
        (unused) => this.retire(unused),
        () => undefined,
      );
    }
  }

  private versionOf(scenario: string, version: number): Promise<Predictor> {
    const tag = formatModelTag({ scenario, version });
    const known = this.named.get(tag);
    const model = known ?? this.loadVersion(scenario, version);
    if (!known) model.catch(() => this.named.delete(tag));
    // Last in line to be given up.
    this.named.delete(tag);
    this.named.set(tag, model);
    for (const [oldest, given] of [...this.named].slice(0, -mostNamed)) {
      this.named.delete(oldest);
      given.then(
        (unused) => this.retire(unused),
        () => undefined,
      );
    }
    return model;
  }

  private async loadVersion(scenario: string, version: number): Promise<Predictor> {
    return openVersion(this.catalogue.get(scenario), await this.registry.load({ scenario, version }));
  }

  private async load(scenario: string): Promise<Predictor> {
    const { loaded, refused } = await championFiles(this.registry, scenario);
    for (const { tag, reason } of refused) this.logger.error({ tag, reason }, 'refused a damaged version');
    const model = await openVersion(this.catalogue.get(scenario), loaded);
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
