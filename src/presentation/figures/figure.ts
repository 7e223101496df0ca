import { drawChart, type Chart } from '../../learning/plots/chart.js';
import { colours } from '../../learning/plots/svg.js';
import { folded, heading, table, text } from '../html.js';
import type { PageWords } from '../page-words.js';

/** A drawing, what it shows in a sentence, and its numbers. */
export interface Figure {
  title: string;
  says: string;
  chart: Omit<Chart, 'title'>;
  head: string[];
  rows: string[][];
}

const size = { width: 464, height: 330 };

export function figureOf({ title, says, chart, head, rows }: Figure, words: PageWords): string {
  const drawn = drawChart({ ...chart, title: '' }, { left: 0, top: -16, ...size });
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height - 16}" role="img" aria-label="${text(title)}" font-family="sans-serif" font-size="12" fill="${colours.text}">`,
    `<title>${text(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>${drawn}</svg>`,
  ];
  const caption = `<figcaption>${text(says)}</figcaption>`;
  return `<figure>${heading(3, title)}${svg.join('')}${caption}${folded(words.numbers, table(head, rows))}</figure>`;
}

/** The title of a drawing, with what it is of where it is of a part. */
export function titled(title: string, of: string | undefined, words: PageWords): string {
  return of === undefined ? title : words.ofPart({ title, name: of });
}

/** Shown numbers are short; the report has all digits. */
export function short(value: number | null | undefined): string {
  return typeof value === 'number' && Number.isFinite(value) ? String(Number(value.toPrecision(4))) : '–';
}
