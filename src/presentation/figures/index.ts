import { z } from 'zod';
import type { Report } from '../../learning/report.js';
import { paragraph } from '../html.js';
import type { PageWords } from '../page-words.js';
import { figureOf, type Figure } from './figure.js';
import { operatingFigures } from './operating-figures.js';
import { horizonFigure, reliabilityFigure, residualFigure, upliftFigure } from './other-figures.js';

/** More would be a long page; the report has the numbers of all. */
const most = 16;

/** Every drawing that a report has numbers for; empty where there is none. */
export function figures(
  { details, curves = [] }: Pick<Report, 'details' | 'curves'>,
  words: PageWords,
): string {
  const all: Figure[] = [
    ...curves.flatMap((curve) => operatingFigures(curve, words)),
    ...reliabilities(details, words),
    ...curves.flatMap((curve) => residualFigure(curve, words)),
    ...horizonFigure(partOf(details, 'horizons'), words),
    ...upliftFigure(partOf(details, 'uplift'), words),
  ];
  const left = all.length - most;
  const drawn = all.slice(0, most).map((figure) => figureOf(figure, words));
  return drawn.join('') + (left > 0 ? paragraph(words.morePictures({ count: left })) : '');
}

/** Of an event, of one within a number, of the answers of learners, and of each of several targets. */
function reliabilities(details: unknown, words: PageWords): Figure[] {
  const targets = z.record(z.string(), z.unknown()).catch({}).parse(partOf(details, 'targets'));
  return [
    ...reliabilityFigure(partOf(details, 'reliability'), undefined, words),
    ...reliabilityFigure(partOf(partOf(details, 'event'), 'reliability'), undefined, words),
    ...reliabilityFigure(partOf(details, 'calibration'), undefined, words),
    ...Object.entries(targets).flatMap(([name, own]) =>
      reliabilityFigure(partOf(own, 'reliability'), name, words),
    ),
  ];
}

function partOf(section: unknown, name: string): unknown {
  return typeof section === 'object' && section !== null
    ? (section as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
