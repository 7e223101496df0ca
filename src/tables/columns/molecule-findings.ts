import { describeMolecule } from '../../chemistry/describe.js';
import type { Finding, ReviewedCells } from './column-kind.js';

/** Rows with several molecules in one, and rows whose molecule stands in another row, too. */
export function moleculeFindings({ values }: ReviewedCells): Finding[] {
  const rowsOf = new Map<string, number[]>();
  const salts: number[] = [];
  values.forEach((value, row) => {
    if (typeof value !== 'string') return;
    const rows = rowsOf.get(value);
    if (rows) rows.push(row);
    else rowsOf.set(value, [row]);
    if ((describeMolecule(value)?.parts ?? 1) > 1) salts.push(row);
  });
  const repeated = [...rowsOf.values()].filter(({ length }) => length > 1).flat();
  const findings: Finding[] = [
    { code: 'salts', text: saltsText, rows: salts },
    { code: 'repeated-molecules', text: repeatedText, rows: repeated.sort((a, b) => a - b) },
  ];
  return findings.filter(({ rows }) => rows.length > 0);
}

const saltsText = {
  en: 'a salt or a mixture stands in one value; what is learnt of it is its largest part.',
  zh: '一个取值中含有盐或混合物；仅从其最大的组成部分学习。',
};

const repeatedText = {
  en: 'the molecule stands in other rows, too, perhaps written otherwise; a split by this column (by: part) keeps such rows together.',
  zh: '该分子还出现在其他行中（写法可能不同）；按该列划分（by: part）可使这些行保持在同一部分。',
};
