import { InvalidInputError } from '../../../core/errors.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { FileToJudge, JudgedFile } from '../../family.js';
import { loadPrices } from '../load/load-prices.js';
import { summariesOf } from './compare-methods.js';
import { filteredForecasts } from './filtered-method.js';
import { testPortfolios } from './portfolios.js';
import { sameTails } from './risk-sections.js';
import { riskModelOf } from './version-forecasts.js';

/**
 * A version asked the prices of a file: every day that has enough days before it in the file, for equal weight; the tests are those of the random
 * portfolios, too. See `Family.evaluate`.
 */
export async function evaluateFile(
  scenario: Scenario,
  version: LoadedModel,
  { datasets, file, encoding }: FileToJudge,
): Promise<JudgedFile> {
  const { history, source, spec } = await loadPrices(scenario, datasets, { file, encoding });
  const { levels } = spec.options;
  const model = riskModelOf(scenario, version, history);
  const range = { first: model.firstDay, end: history.days.length };
  if (range.first >= range.end) throw tooShort(source.name, range);
  const forecasts = filteredForecasts(model, testPortfolios(history.assets.length), { levels, range });
  const [equalWeight] = forecasts;
  const losses = Float64Array.from(equalWeight.actual, (loss) => loss / 100);
  return {
    source,
    leftOut: { unreadable: source.rejected, unlabelled: 0, context: range.first },
    scored: equalWeight.scored,
    constant: sameTails(losses, levels, equalWeight.actual).scored,
    details: { backtests: summariesOf(forecasts) },
  };
}

function tooShort(name: string, { first, end }: { first: number; end: number }): InvalidInputError {
  const [expected, received] = [`more than ${first} days of prices`, `${end} days`];
  return new InvalidInputError(
    `${name}: there is nothing to judge by: expected ${expected}, received ${received}.`,
    {
      details: [{ expected, received }],
      withoutData: true,
    },
  );
}
