import type { Finding, ReviewedCells } from './column-kind.js';

/** With fewer rows chance makes many values differ. */
const fewestRows = 20;

/** From this share of rows with a value of their own on the values are names of rows. */
const leastShare = 0.9;

/** The rows of learnt categories whose value no other row has, where nearly all rows are such: an identifier taken for categories. */
export function namesOfRows({ values }: ReviewedCells): Finding[] {
  const rowOf = new Map<string, number | undefined>();
  let present = 0;
  values.forEach((value, row) => {
    if (typeof value !== 'string') return;
    present++;
    rowOf.set(value, rowOf.has(value) ? undefined : row);
  });
  const rows = [...rowOf.values()].filter((row) => row !== undefined);
  return present < fewestRows || rows.length < leastShare * present
    ? []
    : [{ code: 'identifier-like', text, rows }];
}

const text = {
  en: 'nearly every row has a value of its own, so these are names of rows rather than categories, and tell nothing of a new row; declare the column as an identifier.',
  zh: '几乎每行取值都不同，更像行的标识而非类别，对新行没有意义；请将该列声明为 identifier。',
};
