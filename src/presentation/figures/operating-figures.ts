import type { Point } from '../../learning/plots/axis.js';
import { colours } from '../../learning/plots/svg.js';
import type { ReportCurves } from '../../learning/report-curves.js';
import type { PageWords } from '../page-words.js';
import { short, titled, type Figure } from './figure.js';

type Curve = ReportCurves[number];
type Operating = NonNullable<Curve['operating']>;

/** ROC, precision-recall and cumulative gains, which are three views of the same thresholds. */
export function operatingFigures({ of, threshold, operating }: Curve, words: PageWords): Figure[] {
  if (!operating || operating.length === 0) return [];
  const served = operating.filter((point) => point.threshold === threshold);
  const numbers = {
    head: [words.threshold, words.selected, words.truePositiveRate, words.falsePositiveRate, words.precision],
    rows: operating.map((point) => [
      short(point.threshold),
      short(point.selected),
      short(point.truePositiveRate),
      short(point.falsePositiveRate),
      short(point.precision),
    ]),
  };
  return [
    { ...view(words.roc, words.rocSays, roc(operating, served, words)), ...numbers },
    {
      ...view(words.precisionRecall, words.precisionRecallSays, recall(operating, served, words)),
      ...numbers,
    },
    { ...view(words.gains, words.gainsSays, gains(operating, served, words)), ...numbers },
  ].map((figure) => ({ ...figure, title: titled(figure.title, of, words) }));
}

function view(title: string, says: string, chart: Figure['chart']) {
  return { title, says, chart };
}

function roc(operating: Operating, served: Operating, words: PageWords): Figure['chart'] {
  const place = (point: Operating[number]): Point => [point.falsePositiveRate, point.truePositiveRate];
  return {
    x: words.falsePositiveRate,
    y: words.truePositiveRate,
    points: served.map(place),
    lines: [chance([[0, 0], [1, 1]], words), curve([[0, 0], ...operating.map(place)])], // prettier-ignore
  };
}

function recall(operating: Operating, served: Operating, words: PageWords): Figure['chart'] {
  const place = (point: Operating[number]): Point => [point.truePositiveRate, point.precision];
  const found = operating.filter((point) => point.selected > 0);
  // Of all rows together: choosing everything is right as often as choosing at random.
  const base = found.at(-1)?.precision ?? 0;
  return {
    x: words.recall,
    y: words.precision,
    points: served.filter((point) => point.selected > 0).map(place),
    lines: [chance([[0, base], [1, base]], words), curve(found.map(place)), frame], // prettier-ignore
  };
}

function gains(operating: Operating, served: Operating, words: PageWords): Figure['chart'] {
  const place = (point: Operating[number]): Point => [point.selected, point.truePositiveRate];
  return {
    x: words.selected,
    y: words.captured,
    points: served.map(place),
    lines: [chance([[0, 0], [1, 1]], words), curve([[0, 0], ...operating.map(place)])], // prettier-ignore
  };
}

/** Nothing to see: the axes of shares reach from 0 to 1. */
const frame = { points: [[0, 0], [1, 1]] as Point[], colour: 'none' }; // prettier-ignore

function chance(points: Point[], words: PageWords) {
  return { points, colour: colours.text, dashed: true, name: words.byChance };
}

function curve(points: Point[]) {
  return { points, colour: colours.second };
}
