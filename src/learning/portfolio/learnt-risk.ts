import type { LoadedModel } from '../../registry/model-registry.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { Profile } from '../../tables/profile/profile-schema.js';
import type { Learnt, ScoredPair } from '../family.js';
import type { ReportSections } from '../report.js';
import { riskFiles } from './files/version-files.js';
import type { FittedRisk } from './fit/fit-risk.js';
import { compareMethods, type ComparedMethods } from './judge/compare-methods.js';
import { filteredForecasts, type DayRange } from './judge/filtered-method.js';
import { riskPlot } from './judge/plot.js';
import { testPortfolios } from './judge/portfolios.js';
import { riskSections } from './judge/risk-sections.js';
import { riskModelOf } from './judge/version-forecasts.js';
import { profilePrices } from '../prices/load-prices.js';
import type { LoadedPortfolio } from './load/load-prices.js';

/** What was learnt from the days that were not held out. */
export class LearntRisk implements Learnt {
  private methods: ComparedMethods | undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly loaded: LoadedPortfolio,
    private readonly fitted: FittedRisk,
    private readonly seed: number,
  ) {}

  judge(): ReportSections {
    const { fitted, loaded, compared, seed } = this;
    return riskSections({ fitted, loaded, compared, seed });
  }

  beside(version: LoadedModel): ScoredPair {
    const { history, spec } = this.loaded;
    const { range } = this;
    const model = riskModelOf(this.scenario, version, history);
    const [equalWeight] = testPortfolios(history.assets.length);
    const [other] = filteredForecasts(model, [equalWeight], { levels: spec.options.levels, range });
    return { own: this.heldOut.scored, other: other.scored };
  }

  profile(): Profile {
    return profilePrices(this.loaded);
  }

  files(): Record<string, string | Uint8Array> {
    return {
      ...riskFiles(this.fitted, this.loaded.history),
      'plot.svg': riskPlot(this.scenario, this.heldOut),
    };
  }

  dispose(): void {
    this.fitted.candidate.model.dispose();
  }

  private get range(): DayRange {
    const { test, end } = this.fitted.parts;
    return { first: test, end };
  }

  /** Worked out once. */
  private get compared(): ComparedMethods {
    const { history, spec } = this.loaded;
    const { models, driver } = this.fitted;
    return (this.methods ??= compareMethods({
      history,
      models,
      driver,
      options: spec.options,
      range: this.range,
    }));
  }

  /** Equal weight by what serves. */
  private get heldOut() {
    return this.compared.oneDay[`filtered-${this.fitted.driver}`][0];
  }
}
