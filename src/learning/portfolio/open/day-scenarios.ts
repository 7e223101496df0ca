import { createRandom } from '../../../core/random.js';
import { nextDayReturns, simulatedReturns } from '../../../evaluation/risk/filtered-simulation.js';
import type { RiskOptions } from '../options.js';
import type { RiskModel } from '../risk-model.js';

/** So many days are remembered: portfolios of a request often ask about the same. */
const remembered = 4;

/** What every asset may return from a day on, row-major `[scenarios, assets]`, by the number of days ahead. The same days give the same numbers. */
export class DayScenarios {
  private readonly known = new Map<number, Map<number, Float64Array>>();

  constructor(
    private readonly model: RiskModel,
    private readonly options: RiskOptions,
    private readonly seed: number,
  ) {}

  of(day: number): Map<number, Float64Array> {
    const found = this.known.get(day);
    if (found) return found;
    const made = this.simulate(day);
    if (this.known.size >= remembered) this.known.delete([...this.known.keys()][0]);
    this.known.set(day, made);
    return made;
  }

  private simulate(day: number): Map<number, Float64Array> {
    const window = this.model.windowBefore(day);
    const volatilities = this.model.volatilitiesOn(day);
    const dynamics = this.model.dynamicsOn(day);
    const { days: horizons, paths } = this.options;
    return new Map(
      horizons.map((days) => {
        if (days === 1) return [days, nextDayReturns(window, volatilities)];
        const random = createRandom(this.seed).fork(`${day} ${days}`);
        return [days, simulatedReturns(window, { volatilities, dynamics, days, paths, random })];
      }),
    );
  }
}
