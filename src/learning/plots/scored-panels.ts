import { reliabilityCurve } from '../../evaluation/calibration/index.js';
import { classReport } from '../../evaluation/metrics/class-report.js';
import { confusionAt } from '../../evaluation/metrics/confusion.js';
import type { BinaryPredictions } from '../../evaluation/predictions/binary.predictions.js';
import type { MulticlassPredictions } from '../../evaluation/predictions/multiclass.predictions.js';
import type { RegressionPredictions } from '../../evaluation/predictions/regression.predictions.js';
import { classesOf, eventOf, numberOf, targetsIn, type ScoredRows } from '../scored-rows.js';
import { effectPanels } from './effect-panels.js';
import { extent, type Point } from './axis.js';
import { forecastPanels } from './forecast-panels.js';
import type { Panel } from './panels.js';
import { rankingPanels } from './ranking-panels.js';
import { colours } from './svg.js';
import { tailPanels } from './tail-panels.js';

/** What stands beside the predictions. */
export interface PlotWords {
  /** What the target is called, with its unit. */
  target: string;
  /** Names of several classes in their order; of an event that of its absence and its own. */
  classes?: readonly string[];
  /** Of a forecast what could be said without a model, in the places of its predictions. */
  baselines?: Readonly<Record<string, Float64Array>>;
}

/** What rows held out look like: of each kind of answer the panels that show how far it can be trusted. */
export function scoredPanels(scored: ScoredRows, words: PlotWords): Panel[] {
  const targets = targetsIn(scored);
  if (targets)
    return targets.flatMap(({ name, scored: own }) => scoredPanels(own, { target: name }).slice(0, 1));
  if (scored.kind === 'forecast') return forecastPanels(scored.predictions, words);
  if (scored.kind === 'ranking') return rankingPanels(scored.predictions);
  if (scored.kind === 'treatment-effect') return effectPanels(scored.predictions, words.target);
  if (scored.kind === 'tail-risk') return tailPanels(scored.predictions, words.target);
  const [classes, number, event] = [classesOf(scored), numberOf(scored), eventOf(scored)];
  return [
    ...(classes ? [classPanel(classes, words)] : []),
    ...(number ? [numberPanel(number, words)] : []),
    ...(event ? [calibrationPanel(event, words), eventPanel(event, words)] : []),
  ];
}

/** What was taken for what, with the recall of each class. */
function classPanel(predictions: MulticlassPredictions, { target, classes }: PlotWords): Panel {
  const report = classReport(predictions);
  const names = classes ?? report.classes;
  return {
    form: 'heatmap',
    title: `${target}: ${captions.confusion}`,
    rows: names,
    columns: names,
    y: captions.happened,
    x: captions.predicted,
    counts: report.confusion,
    behind: {
      name: captions.recall,
      texts: report.byClass.map(({ recall }) => recall.value?.toFixed(2) ?? '–'),
    },
  };
}

/** The same of an event at the threshold that serves. */
function eventPanel(predictions: BinaryPredictions, { target, classes = ['0', '1'] }: PlotWords): Panel {
  const { trueNegative, falsePositive, falseNegative, truePositive } = confusionAt(predictions);
  const counts = [
    [trueNegative, falsePositive],
    [falseNegative, truePositive],
  ];
  const texts = counts.map((row, i) => {
    const all = row[0] + row[1];
    return all === 0 ? '–' : (row[i] / all).toFixed(2);
  });
  return {
    form: 'heatmap',
    title: `${target}: ${captions.confusion}`,
    rows: classes,
    columns: classes,
    y: captions.happened,
    x: captions.predicted,
    counts,
    behind: { name: captions.recall, texts },
  };
}

/** Whether probabilities are what happens: mean of each bin against the share in which it did. */
function calibrationPanel(predictions: BinaryPredictions, { target }: PlotWords): Panel {
  const points = reliabilityCurve(predictions)
    .filter(({ count }) => count > 0)
    .map(({ meanProbability, observedRate }): Point => [meanProbability, observedRate]);
  return {
    form: 'chart',
    title: `${target}: ${captions.calibration}`,
    x: captions.probability,
    y: captions.share,
    points,
    lines: [
      { points: [[0, 0], [1, 1]], colour: colours.grid, dashed: true }, // prettier-ignore
      { points, colour: colours.second },
    ],
  };
}

/** More would only cover each other and swell the file. */
const mostPoints = 2000;

/** At most {@link mostPoints} of the points, evenly spaced among them. */
export function thinned(points: readonly Point[]): readonly Point[] {
  const step = Math.ceil(points.length / mostPoints);
  return step <= 1 ? points : points.filter((_, i) => i % step === 0);
}

/** Predicted against actual values beside the diagonal. */
function numberPanel({ actual, predicted }: RegressionPredictions, { target }: PlotWords): Panel {
  const points = thinned(Array.from(actual, (x, i): Point => [x, predicted[i]]));
  const ends = extent(Array.from(actual));
  return {
    form: 'chart',
    title: target,
    x: captions.happened,
    y: captions.predicted,
    points,
    lines: [{ points: ends.map((end): Point => [end, end]), colour: colours.second }],
  };
}

const captions = {
  confusion: 'what was taken for what · 混淆矩阵',
  happened: 'what happened · 实际',
  predicted: 'predicted · 预测',
  recall: 'recall · 召回',
  calibration: 'calibration · 校准',
  probability: 'mean probability · 平均概率',
  share: 'share that happened · 实际比例',
};
