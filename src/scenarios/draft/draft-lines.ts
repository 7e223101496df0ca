import type { InferredColumn } from '../../tables/inference/inferred-column.js';
import { yamlLine, yamlValue } from './yaml-text.js';

/** The first lines of a draft. */
export interface DraftHead {
  /** `<industry>/<scenario>` */
  id: string;
  /** How the file was called, and how many rows it has. */
  source: { name: string; rows: number };
  /** The file beside the specification. */
  file: string;
  /** What it is written in, where that is not UTF-8. */
  encoding?: string;
}

/**
 * What every draft begins with. One language is enough for a scenario of one's own: a plain text stands for both.
 * @param question what is asked, to be said better by a person.
 */
export function headLines({ id, source, file, encoding }: DraftHead, question: string): string[] {
  const name = id.split('/')[1].replaceAll('-', ' ');
  return [
    `# Drafted from ${source.name} (${source.rows} rows). "# ?" marks what a person must decide; docs/scenario-spec.md lists every key.`,
    yamlLine('id', id),
    yamlLine('title', name, 'a few words, for lists'),
    yamlLine('question', question, 'the business question in one sentence'),
    `data: { file: ${yamlValue(file)}${encoding === undefined ? '' : `, encoding: ${encoding}`} }`,
  ];
}

/** An entry of `columns` or `targets`. */
export function entryLines(column: InferredColumn): string[] {
  const remarks = remarkLines(column.remarks);
  const [first, ...rest] = declarationLines(column);
  return [...remarks.map((line) => `  ${line}`), `  - ${first}`, ...rest.map((line) => `    ${line}`)];
}

/** The keys of a column, without its remarks. */
export function declarationLines({ name, kind, keys, seen, categories = [] }: InferredColumn): string[] {
  return [
    yamlLine('name', name),
    yamlLine('kind', kind),
    yamlLine('meaning', name, 'what people read'),
    ...Object.entries(keys).map(([key, value]) => yamlLine(key, value)),
    ...(seen && !('range' in keys)
      ? [`# range: ${yamlValue(seen)} # what the file has; a range that is declared refuses other values`]
      : []),
    ...(categories.length > 0 ? ['categories:', ...categories.map((one) => `  ${categoryText(one)}`)] : []),
  ];
}

export function remarkLines(remarks: readonly string[]): string[] {
  return remarks.map((remark) => `# ? ${remark}`);
}

function categoryText(code: string): string {
  return `- { code: ${yamlValue(code)}, label: ${yamlValue(code)} }`;
}
