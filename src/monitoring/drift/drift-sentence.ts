import { fewestRows, type DriftColumn, type DriftReport } from './drift-report.js';

/** So many columns are named. */
const mostNamed = 5;

/** What a report says in one sentence; it has no figure that its table has not. */
export function driftSentence({ verdict, rows, columns }: Omit<DriftReport, 'sentence'>): string {
  const { current, reference } = rows;
  if (verdict === 'too-few') {
    return `Too few rows to tell: ${current} beside the ${reference} that were learnt from, and each side needs ${fewestRows}.`;
  }
  if (verdict === 'ok') return `${current} rows look like the ${reference} that were learnt from.`;
  const named = columns.filter((column) => column.verdict === verdict);
  const text = named.slice(0, mostNamed).map(nameOf).join(', ');
  const more = named.length > mostNamed ? `, ${named.length - mostNamed} more` : '';
  return verdict === 'drift'
    ? `${current} rows differ from the ${reference} that were learnt from: ${text}${more}.`
    : `${current} rows differ somewhat from the ${reference} that were learnt from: ${text}${more}.`;
}

function nameOf({ column, index }: DriftColumn): string {
  return `${column} (PSI ${(index?.value ?? 0).toFixed(3)})`;
}
