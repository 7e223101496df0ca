import type { PartedCase } from '../../../explanation/parts/parted-case.js';
import { PartReasons } from '../../part-reasons.js';
import type { PortfolioSpec } from '../check.js';
import type { PortfolioRequest } from './portfolio-requests.js';
import type { TailFigure } from './tail-figures.js';

/** Each is a distribution of losses to work out. */
const mostEvaluations = 256;

const method =
  'Shapley values: what each position adds to the loss that is told, compared with cash in its place. Exact for up to 8 positions, else by permutation walks.';

interface RiskParts {
  spec: PortfolioSpec;
  unit?: string;
  requestsOf: (declared: PartedTable, rows: Int32Array) => PortfolioRequest[];
  /** Figures of a portfolio on a day, that which is told first at the place `headline`. */
  tailsOf: (request: Pick<PortfolioRequest, 'day' | 'weights'>) => readonly TailFigure[];
  headline: (figures: readonly TailFigure[]) => TailFigure;
}

type PartedTable = Parameters<PartReasons['explain']>[0];

/** What can be lost rests on: the positions of the portfolio. */
export function riskReasons(parts: RiskParts): PartReasons {
  return new PartReasons({
    method,
    casesOf: (declared, rows) => parts.requestsOf(declared, rows).map((request) => caseOf(request, parts)),
  });
}

function caseOf(request: PortfolioRequest, { spec, unit, tailsOf, headline }: RiskParts): PartedCase {
  const { held, weights, day } = request;
  const whole = tailsOf(request);
  const first = 2 * whole.indexOf(headline(whole));
  const names = whole.flatMap(({ level, days }) =>
    ['value at risk', 'expected shortfall'].map((what) => ({
      ...(unit !== undefined && { unit }),
      quantity: `the ${what} (${Number((100 * level).toFixed(6))} %, ${days} days)`,
    })),
  );
  const percentages = (figures: readonly TailFigure[]) =>
    figures.flatMap(({ valueAtRisk, expectedShortfall }) => [100 * valueAtRisk, 100 * expectedShortfall]);
  return {
    parts: held.map((asset) => ({
      feature: spec.assets[asset],
      value: weights[asset],
      told: `${spec.assets[asset]}: ${Number((100 * weights[asset]).toPrecision(3))} % of the portfolio`,
    })),
    references: 1,
    mostEvaluations,
    ask: (mixtures) => ({
      values: mixtures.flatMap(({ own }) => {
        const kept = weights.slice().fill(0);
        held.forEach((asset, part) => (kept[asset] = own[part] ? weights[asset] : 0));
        return percentages(tailsOf({ day, weights: kept }));
      }),
      width: names.length,
    }),
    output: percentages(whole),
    names,
    told: [first, ...names.keys()].filter((place, i, all) => all.indexOf(place) === i),
  };
}
