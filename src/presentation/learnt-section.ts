import { paragraph, table } from './html.js';
import type { Page } from './page-parts.js';
import { intervalText } from './report-sections.js';

/** How much every column moves the figure that is decided on first. */
export function learntSection({ importance, words }: Page): string {
  if (!importance) return '';
  const { figures, references, caution } = importance;
  const [{ text, columns }] = figures;
  const rows = columns.map((one) => [
    one.meaning,
    intervalText({ value: one.importance, lower: one.lower, upper: one.upper }, words),
    `${(100 * one.share).toFixed(1)} %`,
    one.first === one.last ? `${one.first}` : words.places({ first: one.first, last: one.last }),
    one.sensitive ? words.yes : '',
  ]);
  const head = [
    words.columnHead,
    words.importanceHead,
    words.shareHead,
    words.placeHead,
    words.sensitiveHead,
  ];
  return [
    paragraph(words.learntIs({ figure: text, count: references.count })),
    table(head, rows),
    paragraph(caution.text, 'warning'),
  ].join('');
}
