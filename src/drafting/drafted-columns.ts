import { parse } from 'yaml';
import { declarationLines } from '../scenarios/draft/draft-lines.js';
import { spelling } from '../tables/columns/category-text.js';
import { isMissingText } from '../tables/columns/missing-tokens.js';
import { inferText } from '../tables/inference/infer-text.js';
import type { ReadColumn } from '../tables/inference/infer-series.js';
import { inferTarget } from '../tables/inference/infer-target.js';
import type { InferredColumn } from '../tables/inference/inferred-column.js';
import type { DraftedColumn } from './draft-schema.js';
import { whyOf } from './why.js';

const mostExamples = 4;
const longestExample = 60;

/** What was found of a column, with all that a person needs to say otherwise. */
export function draftedColumn({ inferred, texts }: ReadColumn): DraftedColumn {
  const values = texts.map(spelling).filter((text) => !isMissingText(text));
  const different = new Set(values);
  return {
    name: inferred.name,
    kind: inferred.kind,
    why: whyOf(inferred, different.size),
    examples: [...different].slice(0, mostExamples).map(shortened),
    values: values.length,
    missing: texts.length - values.length,
    different: different.size,
    questions: [...inferred.remarks],
    target: targetKind(inferred.name, texts),
    declarations: [inferred, ...otherwise({ inferred, texts }, values)].map(declarationOf),
  };
}

function shortened(text: string): string {
  return text.length > longestExample ? `${text.slice(0, longestExample)}…` : text;
}

function targetKind(name: string, texts: readonly string[]): DraftedColumn['target'] {
  try {
    return inferTarget(name, texts).kind;
  } catch {
    return undefined;
  }
}

/** Other kinds that the values can be read as. */
function otherwise({ inferred, texts }: ReadColumn, values: readonly string[]): InferredColumn[] {
  const { name, kind } = inferred;
  const plain = { name, keys: {}, remarks: [] };
  const asName: InferredColumn[] = kind === 'identifier' ? [] : [{ ...plain, kind: 'identifier' }];
  if (values.length === 0 || kind === 'date' || kind === 'molecule') return asName;
  const missing = texts.length - values.length;
  const asCategories = inferText({ name, values, missing });
  const isCategorical = kind === 'categorical' || asCategories.kind !== 'categorical';
  const categorical: InferredColumn[] = isCategorical
    ? kind === 'identifier'
      ? [{ ...plain, kind: 'categorical', keys: missing > 0 ? { missing: 'own-category' } : {} }]
      : []
    : [asCategories];
  const isText = kind === 'categorical' || kind === 'identifier';
  const text: InferredColumn[] = isText ? [{ ...plain, kind: 'text' }] : [];
  return [...categorical, ...text, ...asName];
}

/** As a specification has it. */
function declarationOf(column: InferredColumn): Record<string, unknown> {
  return parse(declarationLines(column).join('\n')) as Record<string, unknown>;
}
