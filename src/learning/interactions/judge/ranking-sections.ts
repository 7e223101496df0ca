import { metrics } from '../../../evaluation/metrics/index.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import { intervalsOf } from '../../report-figures.js';
import type { CandidateReport, ReportSections } from '../../report.js';
import { measure, type ScoredRows } from '../../scored-rows.js';
import type { FittedRecommender } from '../fit/fit-recommender.js';

/** What the report says of a ranking of products that customers have but that were held out. */
export function rankingSections(
  recommender: FittedRecommender,
  { primary, seed }: { primary: MetricName; seed: number },
): ReportSections {
  const { choice, alone, served, learning, test, leftOut, fits } = recommender;
  const popularity = alone.get('popularity');
  const [rivals] = test.rivals;
  const late = fits.flatMap(({ spec, outOfTime }) => (outOfTime ? [spec.name] : []));
  return {
    rows: {
      development: learning.liked.filter((list) => list.length > 0).length,
      test: test.customers.length,
    },
    served: { architecture: nameOf(recommender), reason: reasonOf(recommender, primary) },
    metrics: intervalsOf(served, seed),
    candidates: [...choice.alone].map(([name, validation]) => candidateReport(name, validation, recommender)),
    constant: popularity ? measure(popularity) : {},
    details: {
      protocol: rivals
        ? `the product held out among ${rivals.length} others`
        : 'the product held out among all that the customer does not have',
      ties: 'count against the model',
      products: learning.items,
      blend: choice.members.map(({ spec, weight }) => ({ ranker: spec.name, options: spec.options, weight })),
      inner: {
        metric: primary,
        value: choice.value,
        ...(choice.customers !== undefined && { customers: choice.customers }),
      },
      ...(leftOut.size > 0 && { leftOut: Object.fromEntries(leftOut) }),
      ...(late.length > 0 && { outOfTime: late }),
    },
    fairness: undefined,
  };
}

function nameOf({ choice: { members } }: FittedRecommender): string {
  if (members.length === 1) return members[0].spec.name;
  return members.map(({ spec }) => spec.name).join(' + ');
}

function reasonOf({ choice, leftOut, fits }: FittedRecommender, primary: MetricName): string {
  const better = metrics[primary].greaterIsBetter ? 'highest' : 'lowest';
  const figures = [...choice.alone].map(([name, value]) => `${name} ${value.toFixed(4)}`);
  const tried = `${better} ${primary} on a product of each customer that was held out from learning, ${choice.value.toFixed(4)} (${figures.join(', ')})`;
  const absent = [...leftOut].map(([name, takes]) => `; ${name} was left out: it would take ${takes}`);
  const late = fits.filter(({ outOfTime }) => outOfTime);
  const stopped = late.map(({ spec, epochs, seconds }) => {
    return `; ${spec.name} was stopped after ${seconds.toFixed(0)} s in epoch ${epochs} (training.maxSeconds)`;
  });
  return [tried, ...absent, ...stopped].join('');
}

function candidateReport(
  name: string,
  validation: number,
  { fits, alone }: FittedRecommender,
): CandidateReport {
  const found = fits.find(({ spec }) => spec.name === name);
  const scored: ScoredRows | undefined = alone.get(name);
  return {
    architecture: name,
    members: 1,
    epochs: found && found.epochs > 0 ? [{ run: found.epochs, best: found.epochs }] : [],
    seconds: found?.seconds ?? 0,
    validation,
    test: scored ? measure(scored) : {},
  };
}
