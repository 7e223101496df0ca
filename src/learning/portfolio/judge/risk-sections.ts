import { tailsOf } from '../../../evaluation/risk/tail.js';
import { endedEarlyNotes } from '../../fitting/ended-early.js';
import { finiteAll, intervalsOf } from '../../report-figures.js';
import type { CandidateReport, ReportSections } from '../../report.js';
import { measure } from '../../scored-rows.js';
import type { FittedRisk } from '../fit/fit-risk.js';
import type { LoadedPortfolio } from '../load/load-prices.js';
import { dayText } from '../../prices/price-table.js';
import { driverNames } from '../volatility/forecasts.js';
import {
  backtestTable,
  methodNames,
  summariesOf,
  type ComparedMethods,
  type MethodName,
} from './compare-methods.js';
import { portfolioReturns, testPortfolios } from './portfolios.js';
import { percent, TailForecasts } from './tail-forecasts.js';

interface Judged {
  fitted: FittedRisk;
  loaded: LoadedPortfolio;
  compared: ComparedMethods;
  seed: number;
}

/** What the report says of the days held out: figures are those of equal weight, one day ahead; tests are those of all portfolios. */
export function riskSections({ fitted, loaded, compared, seed }: Judged): ReportSections {
  const { parts, driver, candidate, validation } = fitted;
  const { history } = loaded;
  const served: MethodName = `filtered-${driver}`;
  const [equalWeight] = compared.oneDay[served];
  return {
    notes: [
      ...endedEarlyNotes([{ name: candidate.architecture, histories: candidate.histories }]),
      ...betterMethods(compared, served),
    ],
    rows: { development: parts.test, test: parts.end - parts.test },
    served: { architecture: served, reason: reasonOf(validation) },
    metrics: intervalsOf(equalWeight.scored, seed),
    candidates: methodNames.map((name) => candidateReport(name, fitted, compared)),
    constant: finiteAll(measure(constantForecasts(loaded, parts.test, equalWeight).scored)),
    details: {
      days: {
        learnt: [dayText(history.days[0]), dayText(history.days[parts.test - 1])],
        heldOut: [dayText(history.days[parts.test]), dayText(history.days[parts.end - 1])],
      },
      window: loaded.spec.options.window,
      backtests: backtestTable(compared),
      ahead: compared.ahead.map(({ days, forecasts }) => ({ days, backtests: summariesOf(forecasts) })),
    },
    fairness: undefined,
  };
}

function reasonOf(validation: FittedRisk['validation']): string {
  const figures = driverNames.map((name) => `${name} ${validation[name].toFixed(4)}`);
  return `lowest fz_loss on the days that stopped the training (${figures.join(', ')})`;
}

function candidateReport(name: MethodName, fitted: FittedRisk, { oneDay }: ComparedMethods): CandidateReport {
  const driver = driverNames.find((one) => name === `filtered-${one}`);
  const { histories, seconds } = fitted.candidate;
  const isNetwork = driver === 'network';
  return {
    architecture: name,
    members: isNetwork ? histories.length : 0,
    epochs: isNetwork
      ? histories.map(({ epochs, bestEpoch }) => ({ run: epochs.length, best: bestEpoch }))
      : [],
    seconds: isNetwork ? seconds : 0,
    validation: driver ? fitted.validation[driver] : null,
    test: finiteAll(measure(oneDay[name][0].scored)),
  };
}

/** A note where a simpler method is better than what serves on the days held out. */
function betterMethods({ oneDay }: ComparedMethods, served: MethodName) {
  const lossOf = (name: MethodName) => measure(oneDay[name][0].scored, ['fz_loss']).fz_loss ?? NaN;
  const own = lossOf(served);
  const [best] = methodNames
    .map((name) => ({ name, loss: lossOf(name) }))
    .filter(({ loss }) => loss < own)
    .sort((a, b) => a.loss - b.loss);
  if (!best) return [];
  const figures = `${best.loss.toFixed(4)} < ${own.toFixed(4)}`;
  return [
    {
      code: 'baseline-better' as const,
      text: {
        en: `On the days held out ${best.name} forecast the tail of equal weight better than ${served}, which the days before had chosen (fz_loss ${figures}).`,
        zh: `在留出的日子里，${best.name} 对等权组合尾部的预测优于由此前日子选出的 ${served}（fz_loss ${figures}）。`,
      },
    },
  ];
}

/** What is said by who never looks at the latest days: the tail of all returns of equal weight before those held out. */
function constantForecasts(
  { history, spec: { options } }: LoadedPortfolio,
  end: number,
  { actual }: TailForecasts,
): TailForecasts {
  const [equalWeight] = testPortfolios(history.assets.length);
  const { returns, assets } = history;
  const hasReturn = (day: number, asset: number) => !Number.isNaN(returns[day * assets.length + asset]);
  const losses = portfolioReturns(history, equalWeight, hasReturn)
    .subarray(0, end)
    .filter((value) => !Number.isNaN(value))
    .map((value) => -value);
  return sameTails(losses, options.levels, actual);
}

/** The same tail every day. @param actual losses in percent. */
export function sameTails(
  losses: Float64Array,
  levels: readonly number[],
  actual: readonly number[],
): TailForecasts {
  const tails = tailsOf(losses, levels);
  const forecasts = new TailForecasts(levels);
  for (const loss of actual) forecasts.add(tails, loss / percent);
  return forecasts;
}
