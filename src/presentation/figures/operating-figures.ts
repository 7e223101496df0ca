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
    lines: [chance([[0, 0], [1, 1]]), curve([[0, 0], ...operating.map(place)]), ...served.map(place).map(guide)], // prettier-ignore
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
    lines: [
      chance([[0, base], [1, base]]), // prettier-ignore
      curve(found.map(place)),
      frame,
      ...served
        .filter((point) => point.selected > 0)
        .map(place)
        .map(guide),
    ],
  };
}

function gains(operating: Operating, served: Operating, words: PageWords): Figure['chart'] {
  const place = (point: Operating[number]): Point => [point.selected, point.truePositiveRate];
  return {
    x: words.selected,
    y: words.captured,
    lines: [chance([[0, 0], [1, 1]]), curve([[0, 0], ...operating.map(place)]), ...served.map(place).map(guide)], // prettier-ignore
  };
}

/** Nothing to see: the axes of shares reach from 0 to 1. */
const frame = { points: [[0, 0], [1, 1]] as Point[], colour: 'none' }; // prettier-ignore

/** From one axis to the point of the threshold that serves, and on to the other. */
function guide([x, y]: Point) {
  return { points: [[x, 0], [x, y], [0, y]] as Point[], colour: colours.first }; // prettier-ignore
}

function chance(points: Point[]) {
  return { points, colour: colours.text, dashed: true };
}

function curve(points: Point[]) {
  return { points, colour: colours.second };
}
