import { spelling } from '../columns/category-text.js';
import { missingRemark, type ColumnTexts, type InferredColumn } from './inferred-column.js';

/** More different texts than this are not written down one by one. */
const mostDeclared = 30;
/** From this share of different texts on they name rows. */
const shareOfNames = 0.9;
const fewestRowsForNames = 20;
/** Texts with so many words on average are sentences. */
const wordsOfSentences = 5;

/** A column of texts: a name of rows, or categories. */
export function inferText({ name, values, missing }: ColumnTexts): InferredColumn {
  const counts = new Map<string, number>();
  for (const text of values.map(spelling)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const words = values.reduce((sum, text) => sum + text.split(/\s+/u).length, 0) / values.length;
  if (words >= wordsOfSentences) {
    return {
      name,
      kind: 'identifier',
      keys: {},
      remarks: ['sentences: they are passed through and not learnt from'],
    };
  }
  if (values.length >= fewestRowsForNames && counts.size >= shareOfNames * values.length) {
    return { name, kind: 'identifier', keys: {}, remarks: [] };
  }
  const byCount = [...counts].sort((a, b) => b[1] - a[1]);
  const categories = byCount.map(([text]) => text);
  const keys = missing > 0 ? { missing: 'own-category' } : {};
  const remarks = [
    ...regionRemarks(categories, missing),
    ...(missing > 0 ? [missingRemark(missing)] : []),
    ...(categories.length > mostDeclared
      ? [`${categories.length} different texts: those of the training rows are the categories`]
      : []),
    ...(categories.length === 1 && missing > 0 ? ['one text only beside rows without: is it a yes?'] : []),
  ];
  const declared = categories.length >= 2 && categories.length <= mostDeclared;
  return { name, kind: 'categorical', keys, remarks, ...(declared && { categories }) };
}

/** Where codes of two capital letters stand beside missing values, one of these may be NA for Namibia or North America. */
function regionRemarks(categories: readonly string[], missing: number): string[] {
  const codes = missing > 0 && categories.length > 2 && categories.every((text) => /^[A-Z]{2}$/u.test(text));
  return codes ? ['if NA is a code here (Namibia, North America), write na_is_text: true'] : [];
}
