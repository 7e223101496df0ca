import { InvalidInputError } from '../../../core/errors.js';
import { loadedSolver } from '../../../optimisation/solve.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { FileToJudge, JudgedFile } from '../../family.js';
import { modelOfPrices, openState, servedStrategy } from '../files/open-trading.js';
import { loadMarket } from '../load/load-prices.js';
import { periodsPerYear, warmUp } from '../options.js';
import { figuresOf } from './figures.js';
import { plainFigures, scoredReturns } from './trading-sections.js';
import { walkOf } from './walks.js';

/** A version asked the prices of a file: every rebalancing that has a year of days before it in the file. See `Family.evaluate`. */
export async function evaluateFile(
  scenario: Scenario,
  version: LoadedModel,
  { datasets, file, encoding, seed }: FileToJudge,
): Promise<JudgedFile> {
  const { history, source, spec } = await loadMarket(scenario, datasets, { file, encoding });
  const state = openState(version, spec.assets);
  const served = servedStrategy(state, spec);
  const model = modelOfPrices(version, history, { state, spec, solve: await loadedSolver() });
  const range = { first: warmUp, end: history.days.length };
  const [own, equalWeight] = [walkOf(served, model, range), walkOf('equal-weight', model, range)];
  if (!own || !equalWeight || own.returns.length < 2) throw tooShort(source.name, own?.returns.length ?? 0);
  const perYear = periodsPerYear(spec.options);
  const judged = { perYear, seed };
  return {
    source,
    leftOut: { unreadable: source.rejected, unlabelled: 0, context: own.decisions[0].fill },
    scored: scoredReturns(own, equalWeight, perYear),
    constant: scoredReturns(equalWeight, equalWeight, perYear),
    details: {
      strategies: {
        [served]: plainFigures(figuresOf(own, { ...judged, equalWeight })),
        'equal-weight': plainFigures(figuresOf(equalWeight, judged)),
      },
    },
  };
}

function tooShort(name: string, periods: number): InvalidInputError {
  const expected = `two periods from rebalancing to rebalancing after the first ${warmUp} days`;
  return new InvalidInputError(`${name}: there are too few days to rebalance on.`, {
    details: [{ expected, received: `${periods}` }],
  });
}
