import { endedEarlyNotes } from '../../fitting/ended-early.js';
import { dayText } from '../../prices/price-table.js';
import { finite, finiteAll, intervalsOf } from '../../report-figures.js';
import type { CandidateReport, ReportSections } from '../../report.js';
import { measure, type ScoredRows } from '../../scored-rows.js';
import type { TrainingNote } from '../../training-note.js';
import { strategyNames, type StrategyName } from '../allocate/strategies.js';
import type { FittedTrading } from '../fit/fit-trading.js';
import type { LoadedMarket } from '../load/load-prices.js';
import { periodsPerYear } from '../options.js';
import type { TradingModel } from '../trading-model.js';
import type { Comparison } from './compare.js';
import type { StrategyFigures, Walked } from './figures.js';
import { beats, verdictText, type Verdict } from './verdict.js';

/** What a strategy returned in the periods held out, as metrics read it. */
export function scoredReturns(
  own: Pick<Walked, 'returns'>,
  equalWeight: Pick<Walked, 'returns'>,
  perYear: number,
) {
  const predictions = { returns: own.returns, equalWeight: equalWeight.returns, periodsPerYear: perYear };
  return { kind: 'portfolio-returns', predictions } satisfies ScoredRows;
}

/** The two walks that metrics are about. */
export function comparedWalks({ walks, served }: Pick<Comparison, 'walks' | 'served'>) {
  const [own, equalWeight] = [walks.get(served), walks.get('equal-weight')];
  if (!own || !equalWeight) throw new Error('A comparison lacks the strategy that serves.');
  return { own, equalWeight };
}

export function verdictOf({ paths }: TradingModel, comparison: Comparison): Verdict {
  const { figures, served, deflated } = comparison;
  const { own } = comparedWalks(comparison);
  const { decisions } = own;
  const { sharpe, difference } = figures[served];
  const on = (day: number) => dayText(paths.history.days[day]);
  return {
    beatsEqualWeight: beats(figures[served]),
    from: on(decisions[0].fill),
    to: on(decisions[decisions.length - 1].fill),
    periods: own.returns.length,
    sharpe: finite(sharpe.value),
    equalWeight: finite(figures['equal-weight'].sharpe.value),
    difference: {
      value: finite(difference?.value),
      lower: finite(difference?.lower),
      upper: finite(difference?.upper),
    },
    deflated: finite(deflated.active),
    trials: deflated.trials,
  };
}

interface Judged {
  fitted: FittedTrading;
  loaded: LoadedMarket;
  comparison: Comparison;
  seed: number;
}

/** What the report says of the days held out: figures of what serves, one of each period from fill to fill. */
export function tradingSections({ fitted, loaded, comparison, seed }: Judged): ReportSections {
  const { served, model, folds, plan } = fitted;
  const { own, equalWeight } = comparedWalks(comparison);
  const perYear = periodsPerYear(model.options);
  const scored = scoredReturns(own, equalWeight, perYear);
  return {
    notes: [
      ...endedEarlyNotes(
        folds
          .slice(-1)
          .map(({ candidate: { architecture, histories } }) => ({ name: architecture, histories })),
      ),
      ...verdictNotes(model, comparison),
    ],
    rows: { development: plan.test, test: own.returns.length },
    served: { architecture: served, reason: reasonOf(fitted) },
    metrics: intervalsOf(scored, seed),
    candidates: strategyNames(model.options).map((name) => candidateReport(name, fitted, comparison)),
    constant: finiteAll(measure(scoredReturns(equalWeight, equalWeight, perYear))),
    details: detailsOf(fitted, loaded, comparison),
    fairness: undefined,
  };
}

function reasonOf({ validation }: FittedTrading): string {
  const figures = [...validation].map(([name, ratio]) => `${name} ${ratio.toFixed(3)}`);
  return `highest Sharpe ratio after costs on the days before those held out (${figures.join(', ')})`;
}

function candidateReport(name: StrategyName, fitted: FittedTrading, comparison: Comparison): CandidateReport {
  const { validation, folds, model } = fitted;
  const isNetwork = name.startsWith('network-');
  const all = isNetwork ? folds.map(({ candidate }) => candidate) : [];
  const histories = all.flatMap((candidate) => candidate.histories);
  const walk = comparison.walks.get(name);
  const { equalWeight } = comparedWalks(comparison);
  return {
    architecture: name,
    members: histories.length,
    epochs: histories.map(({ epochs, bestEpoch }) => ({ run: epochs.length, best: bestEpoch })),
    seconds: all.reduce((sum, { seconds }) => sum + seconds, 0),
    validation: finite(validation.get(name)),
    test: walk ? finiteAll(measure(scoredReturns(walk, equalWeight, periodsPerYear(model.options)))) : {},
  };
}

/** The verdict; and where what serves is not shown to be better than equal weight, that. */
function verdictNotes(model: TradingModel, comparison: Comparison): TrainingNote[] {
  const verdict = verdictOf(model, comparison);
  if (verdict.beatsEqualWeight || comparison.served === 'equal-weight') return [];
  const { sharpe, equalWeight, periods, difference } = verdict;
  const said = (value: number | null) => value?.toFixed(2) ?? '–';
  const interval = `${said(difference.lower)} … ${said(difference.upper)}`;
  return [
    {
      code: 'baseline-better' as const,
      text: {
        en: `On the ${periods} periods held out ${comparison.served} is not shown to beat equal weight after costs: Sharpe ratio ${said(sharpe)} against ${said(equalWeight)}, difference ${interval}.`,
        zh: `在留出的 ${periods} 个调仓期内，没有证据表明 ${comparison.served} 在扣除成本后优于等权：夏普比率 ${said(sharpe)} 对 ${said(equalWeight)}，差的区间 ${interval}。`,
      },
    },
  ];
}

function detailsOf(
  { plan, folds, model, residuals }: FittedTrading,
  { source }: LoadedMarket,
  comparison: Comparison,
) {
  const { days, assets } = model.paths.history;
  const on = (day: number) => dayText(days[Math.min(day, days.length - 1)]);
  const { figures, stability, deflated, coverage, walks, served } = comparison;
  const verdict = verdictOf(model, comparison);
  const ends = [...walks].flatMap(([strategy, { ended }]) =>
    ended.map(({ asset, day }) => ({ strategy, asset: assets[asset], day: on(day) })),
  );
  return {
    days: {
      rows: source.rows,
      firstForecast: on(folds[0].first),
      heldOut: [on(plan.test), on(plan.end - 1)],
    },
    folds: folds.map(({ first, learntUntil }) => ({ decides: on(first), learntBefore: on(learntUntil) })),
    verdict: { ...verdict, text: verdictText(verdict, served) },
    strategies: mapped(figures, plainFigures),
    skill: plainSkill(model),
    deflated: { trials: deflated.trials, sharpe: finite(deflated.sharpe), active: finite(deflated.active) },
    stability: stability.map(({ setting, ...of }) => ({ setting, ...plainFigures(of) })),
    interval: { ...residuals, coverage },
    ended: ends,
  };
}

function plainSkill(model: TradingModel) {
  const { mean, standardError, rebalancings, trusted } = model.on(model.paths.days - 1).skill;
  return { mean, standardError: finite(standardError), rebalancings, trusted };
}

export function plainFigures({ sharpe, difference, ...others }: StrategyFigures) {
  const plain = (of: StrategyFigures['sharpe']) => mapped({ ...of }, finite);
  return {
    ...mapped(others, finite),
    sharpe: plain(sharpe),
    ...(difference && { difference: plain(difference) }),
  };
}

function mapped<Value, Mapped>(
  of: Record<string, Value>,
  map: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, map(value)]));
}
