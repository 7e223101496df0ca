import { doublyRobustScores, effectGroups, overlapOf, upliftCurve } from '../../evaluation/effects/index.js';
import type { TreatmentEffectPredictions } from '../../evaluation/predictions/treatment-effect.predictions.js';
import type { Point } from './axis.js';
import type { Panel } from './panels.js';
import { colours } from './svg.js';

/** What treating the largest effects first would bring, whether groups have the effect that is predicted of them, and whether arms overlap. */
export function effectPanels(predictions: TreatmentEffectPredictions, target: string): Panel[] {
  const scores = doublyRobustScores(predictions);
  return [
    upliftPanel(predictions, scores, target),
    groupPanel(predictions, scores, target),
    overlapPanel(predictions),
  ];
}

function upliftPanel({ effect }: TreatmentEffectPredictions, scores: Float64Array, target: string): Panel {
  const curve = upliftCurve(effect, scores);
  const all = curve[curve.length - 1].gain;
  return {
    form: 'chart',
    title: 'Uplift curve · 增益曲线',
    x: 'share treated, the largest effects first · 接受处理的比例（效应最大者优先）',
    y: `gain per case: ${target} · 每例增益`,
    lines: [
      { points: [[0, 0], [1, all]], colour: colours.grid, dashed: true, name: 'by chance · 随机' }, // prettier-ignore
      { points: curve.map(({ share, gain }): Point => [share, gain]), colour: colours.second },
    ],
  };
}

function groupPanel({ effect }: TreatmentEffectPredictions, scores: Float64Array, target: string): Panel {
  const groups = effectGroups(effect, scores, 5);
  const points = groups.map(({ predicted, estimated }): Point => [predicted, estimated.value]);
  const predicted = groups.map((group) => group.predicted);
  const ends = [Math.min(...predicted), Math.max(...predicted)];
  return {
    form: 'chart',
    title: 'Effects of groups · 各组效应',
    x: `predicted: ${target} · 预测`,
    y: 'by doubly robust scores · 双重稳健估计',
    points,
    lines: [
      { points: ends.map((end): Point => [end, end]), colour: colours.second },
      ...groups.map(({ predicted: at, estimated: { interval } }) => {
        return { points: interval.map((end): Point => [at, end]), colour: colours.first };
      }),
    ],
  };
}

function overlapPanel({ propensity, treated }: TreatmentEffectPredictions): Panel {
  const overlap = overlapOf(propensity, treated, 0);
  const line = (histogram: readonly number[], rows: number) =>
    histogram.map((count, i): Point => [(i + 0.5) / 10, rows === 0 ? 0 : count / rows]);
  return {
    form: 'chart',
    title: 'Overlap of the arms · 两组重叠',
    x: 'propensity · 倾向得分',
    y: 'share of the arm · 组内比例',
    lines: [
      { points: line(overlap.untreated.histogram, overlap.untreated.rows), colour: colours.first, name: 'untreated · 未处理' }, // prettier-ignore
      { points: line(overlap.treated.histogram, overlap.treated.rows), colour: colours.second, name: 'treated · 已处理' }, // prettier-ignore
    ],
  };
}
