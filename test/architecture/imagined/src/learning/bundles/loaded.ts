import { createRandom } from '../../core/random.js';
import { serialiseModel } from '../../models/files/model-file.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { kFolds } from '../../tables/splits/folds.js';
import type { FitRequest, FoldRequest, Learnt, LoadedData } from '../family.js';
import { endedEarlyNotes } from '../fitting/ended-early.js';
import type { FoldResult } from '../fold-result.js';
import { drawPanels } from '../plots/panels.js';
import { scoredPanels } from '../plots/scored-panels.js';
import { intervalsOf } from '../report-figures.js';
import type { ReportSections } from '../report.js';
import { measure, type ScoredRows } from '../scored-rows.js';
import { fitBundles, type FittedBundles } from './fit.js';
import { profileBundles, type Bundles } from './load.js';
import { openBundle } from './predictor.js';

export function loadedBundles(scenario: Scenario, data: Bundles): LoadedData {
  const { source, notes, values, sourceRows } = data;
  return {
    source,
    notes,
    async fit(request) {
      const order = createRandom(request.seed).fork('split').permutation(values.length);
      const held = Math.round(values.length * Number(scenario.spec.split.test));
      const [test, rows] = [order.slice(0, held), order.slice(held).sort()];
      const fitted = await fitBundles(scenario.spec, data, { ...request, rows });
      return learntBundles(scenario, data, { fitted, rows, test, ...request });
    },
    divide: ({ k, repeats, seed }) => ({
      method: 'random',
      repeats: Array.from({ length: repeats }, (_, repeat) => {
        const folds = new Int32Array(source.rows + source.rejected).fill(-1);
        const made = kFolds({ rows: values.length, k, seed: seed + repeat });
        made.forEach((fold, row) => (folds[sourceRows[row]] = fold));
        return folds;
      }),
    }),
    evaluateFold: (request) => evaluateFold(scenario, data, request),
  };
}

type LearntParts = FitRequest & { fitted: FittedBundles; rows: Int32Array; test: Int32Array };

function learntBundles(scenario: Scenario, data: Bundles, parts: LearntParts): Learnt {
  const { fitted, test } = parts;
  return {
    judge: () => sections(parts),
    beside(version) {
      const other = openBundle(scenario, version);
      const own = fitted.scored(test);
      const predicted = other.figures(data.table, { rows: test }).values;
      other.dispose();
      return { own, other: { kind: 'regression', predictions: { ...own.predictions, predicted } } };
    },
    profile: () => profileBundles(scenario, data),
    files() {
      const { json, weights } = serialiseModel(fitted.candidate.model);
      const panels = scoredPanels(fitted.scored(test), { target: scenario.spec.target?.name ?? '' });
      return {
        'model.json': json,
        'weights.bin': weights,
        'preparation.json': `${JSON.stringify(fitted.state)}\n`,
        'plot.svg': drawPanels(scenario.spec.title, panels),
      };
    },
    dispose: () => fitted.candidate.model.dispose(),
  };
}

function sections({ fitted, rows, test, seed }: LearntParts): ReportSections {
  const { architecture, histories, seconds } = fitted.candidate;
  const scored = fitted.scored(test);
  return {
    notes: endedEarlyNotes([{ name: architecture, histories }]),
    rows: { development: rows.length, test: test.length },
    served: { architecture, reason: `${architecture} is the only candidate` },
    metrics: intervalsOf(scored, seed),
    candidates: [
      {
        architecture,
        members: 1,
        epochs: histories.map(({ epochs, bestEpoch }) => ({ run: epochs.length, best: bestEpoch })),
        seconds,
        validation: null,
        test: measure(scored),
      },
    ],
    constant: measure(constantScored(scored, fitted.state.mean)),
  };
}

/** What is said by who knows no part. */
export function constantScored(
  { predictions }: Extract<ScoredRows, { kind: 'regression' }>,
  mean: number,
): ScoredRows {
  const { actual } = predictions;
  return {
    kind: 'regression',
    predictions: { actual, predicted: new Float64Array(actual.length).fill(mean) },
  };
}

async function evaluateFold(scenario: Scenario, data: Bundles, request: FoldRequest): Promise<FoldResult> {
  const { repeat, fold, folds, metric } = request;
  const all = Int32Array.from(data.sourceRows.keys());
  const inside = (row: number) => folds[data.sourceRows[row]] === fold;
  const rows = all.filter((row) => !inside(row));
  const { candidate, scored } = await fitBundles(scenario.spec, data, { ...request, rows });
  const metrics = measure(scored(all.filter(inside)));
  candidate.model.dispose();
  const { architecture: served, seconds } = candidate;
  const value = metrics[metric] ?? NaN;
  return { repeat, fold, value, served, candidates: { [served]: value }, metrics, seconds };
}
