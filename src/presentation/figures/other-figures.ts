import { z } from 'zod';
import type { Point } from '../../learning/plots/axis.js';
import { colours } from '../../learning/plots/svg.js';
import type { ReportCurves } from '../../learning/report-curves.js';
import type { PageWords } from '../page-words.js';
import { short, titled, type Figure } from './figure.js';

const figure = z.number().nullable();
const bins = z.array(z.looseObject({ count: z.number(), meanProbability: z.number(), observedRate: z.number() })).min(1); // prettier-ignore

/** Whether the probabilities are what happens. */
export function reliabilityFigure(section: unknown, of: string | undefined, words: PageWords): Figure[] {
  const { data } = bins.safeParse(section);
  if (!data) return [];
  const points = data.map((bin): Point => [bin.meanProbability, bin.observedRate]);
  return [
    {
      title: titled(words.reliability, of, words),
      says: words.reliabilitySays,
      chart: {
        x: words.meanProbability,
        y: words.observedShare,
        points,
        lines: [
          { points: [[0, 0], [1, 1]], colour: colours.text, dashed: true }, // prettier-ignore
          { points, colour: colours.second },
        ],
      },
      head: [words.meanProbability, words.observedShare, words.count],
      rows: data.map((bin) => [short(bin.meanProbability), short(bin.observedRate), `${bin.count}`]),
    },
  ];
}

/** By how much what happened differs from what was predicted, from low to high predictions. */
export function residualFigure({ of, residuals }: ReportCurves[number], words: PageWords): Figure[] {
  if (!residuals || residuals.length < 2) return [];
  const edge = (of: 'lower' | 'median' | 'upper') =>
    residuals.map((band): Point => [band.predicted, band[of]]);
  const ends = [residuals[0].predicted, residuals[residuals.length - 1].predicted];
  return [
    {
      title: titled(words.residuals, of, words),
      says: words.residualsSays,
      chart: {
        x: words.predicted,
        y: words.residual,
        band: { lower: edge('lower'), upper: edge('upper') },
        lines: [
          { points: ends.map((end): Point => [end, 0]), colour: colours.text, dashed: true },
          { points: edge('median'), colour: colours.second, name: words.median },
        ],
      },
      head: [words.count, words.predicted, words.actual, words.lower, words.median, words.upper],
      rows: residuals.map((band) => [
        `${band.count}`,
        ...[band.predicted, band.actual, band.lower, band.median, band.upper].map(short),
      ]),
    },
  ];
}

const horizons = z
  .array(
    z.looseObject({
      horizon: z.string(),
      mae: figure,
      baselines: z.record(z.string(), z.looseObject({ mae: figure.optional() })),
    }),
  )
  .min(1);

/** How a forecast fares the farther it looks, beside what can be said without a model. */
export function horizonFigure(section: unknown, words: PageWords): Figure[] {
  const { data } = horizons.safeParse(section);
  if (!data) return [];
  const names = Object.keys(data[0].baselines);
  const line = (of: (one: z.infer<typeof horizons>[number]) => number | null | undefined) =>
    data.flatMap((one, i): Point[] => {
      const error = of(one);
      return typeof error === 'number' ? [[i + 1, error]] : [];
    });
  return [
    {
      title: words.horizons,
      says: words.horizonsSays,
      chart: {
        x: words.step,
        y: words.error,
        lines: [
          { points: line(({ mae }) => mae), colour: colours.second, name: words.forecast },
          ...names.map((name, i) => ({
            points: line(({ baselines }) => baselines[name].mae),
            colour: [colours.first, colours.third, colours.text][i % 3],
            dashed: true,
            name,
          })),
        ],
      },
      head: [words.horizon, words.forecast, ...names],
      rows: data.map(({ horizon, mae, baselines }) => [
        horizon,
        short(mae),
        ...names.map((name) => short(baselines[name].mae)),
      ]),
    },
  ];
}

const upliftPoints = z
  .array(z.looseObject({ share: z.number(), gain: z.number(), aboveChance: z.number() }))
  .min(2);

/** What treating the largest effects first would bring. */
export function upliftFigure(section: unknown, words: PageWords): Figure[] {
  const { data } = upliftPoints.safeParse(section);
  if (!data) return [];
  const all = data[data.length - 1].gain;
  return [
    {
      title: words.uplift,
      says: words.upliftSays,
      chart: {
        x: words.treatedShare,
        y: words.gain,
        lines: [
          { points: [[0, 0], [1, all]], colour: colours.text, dashed: true }, // prettier-ignore
          { points: data.map(({ share, gain }): Point => [share, gain]), colour: colours.second },
        ],
      },
      head: [words.treatedShare, words.gain],
      rows: data.map(({ share, gain }) => [short(share), short(gain)]),
    },
  ];
}
