import type { TailRiskPredictions } from '../../evaluation/predictions/tail-risk.predictions.js';
import type { Point } from './axis.js';
import type { Panel } from './panels.js';
import { colours } from './svg.js';

/** More days would only cover each other. */
const mostDays = 1500;

/** Losses day by day below the value at risk at each level: the last days of those that were held out. */
export function tailPanels({ levels, actual, valueAtRisk }: TailRiskPredictions, target: string): Panel[] {
  const first = Math.max(0, actual.length - mostDays);
  const days = Array.from({ length: actual.length - first }, (_, i) => first + i);
  const line = (place: number) => days.map((day): Point => [day, valueAtRisk[day * levels.length + place]]);
  const lines = [colours.second, colours.third];
  return [
    {
      form: 'chart',
      title: `${target}: ${captions.title}`,
      x: captions.day,
      y: captions.loss,
      points: days.map((day): Point => [day, actual[day]]),
      lines: levels.map((level, place) => ({
        points: line(place),
        colour: lines[place % lines.length],
        name: `${100 * level} %`,
      })),
    },
  ];
}

const captions = {
  title: 'losses and value at risk · 损失与风险价值',
  day: 'day held out · 留出的交易日',
  loss: 'loss · 损失',
};
