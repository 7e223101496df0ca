import type { InferredColumn } from '../../tables/inference/inferred-column.js';
import type { InferredTarget } from '../../tables/inference/infer-target.js';
import { yamlLine, yamlValue } from './yaml-text.js';

export interface Draft {
  /** `<industry>/<scenario>` */
  id: string;
  /** How the file was called, and how many rows it has. */
  source: { name: string; rows: number };
  /** The file beside the specification. */
  file: string;
  columns: readonly InferredColumn[];
  target: InferredTarget;
}

/**
 * A `scenario.yaml` for a file of rows, with a comment `# ?` wherever a person must decide. One language is enough for a scenario of
 * one's own: a plain text stands for both.
 */
export function draftScenario(draft: Draft): string {
  const { id, source, file, columns, target } = draft;
  const name = id.split('/')[1].replaceAll('-', ' ');
  return [
    `# Drafted from ${source.name} (${source.rows} rows). "# ?" marks what a person must decide; docs/scenario-spec.md lists every key.`,
    yamlLine('id', id),
    yamlLine('title', name, 'a few words, for lists'),
    yamlLine('question', `What will ${target.name} be?`, 'the business question in one sentence'),
    `data: { file: ${yamlValue(file)} }`,
    '',
    'columns:',
    ...columns.flatMap(columnLines),
    '',
    'target:',
    ...targetLines(target).map((line) => `  ${line}`),
    '',
    ...questionLines(draft),
    '',
  ].join('\n');
}

function columnLines({ name, kind, keys, remarks, categories }: InferredColumn): string[] {
  const lines = [
    ...remarks.map((remark) => `# ? ${remark}`),
    yamlLine('name', name),
    yamlLine('kind', kind),
    yamlLine('meaning', name, 'what people read'),
    ...Object.entries(keys).map(([key, value]) => yamlLine(key, value)),
    ...(categories ? ['categories:', ...categories.map((one) => `  ${categoryText(one)}`)] : []),
  ];
  const [first, ...rest] = lines.slice(remarks.length);
  return [
    ...lines.slice(0, remarks.length).map((line) => `  ${line}`),
    `  - ${first}`,
    ...rest.map((line) => `    ${line}`),
  ];
}

function categoryText(code: string): string {
  return `- { code: ${yamlValue(code)}, label: ${yamlValue(code)} }`;
}

function targetLines({ name, kind, keys, remarks, categories = [] }: InferredTarget): string[] {
  const rarest = categories.at(-1) ?? '';
  return [
    ...remarks.map((remark) => `# ? ${remark}`),
    yamlLine('name', name),
    yamlLine('kind', kind),
    yamlLine('meaning', name, 'what people read'),
    ...Object.entries(keys).map(([key, value]) => yamlLine(key, value)),
    ...(categories.length > 0 ? ['categories:', ...categories.map((one) => `  ${categoryText(one)}`)] : []),
    ...(categories.length === 2
      ? [yamlLine('positive', rarest, 'the class that the probability is about; the rarer one is written')]
      : []),
  ];
}

function questionLines({ columns, target }: Draft): string[] {
  const isNumber = target.kind === 'numeric';
  const date = columns.find(({ kind }) => kind === 'date');
  const classes = target.categories?.length ?? 0;
  const inTime =
    date &&
    `if later rows are to be predicted from earlier ones: { method: time, column: ${yamlValue(date.name)} }`;
  return [
    `task: { name: ${isNumber ? 'regression' : 'classification'} }`,
    `split: { method: ${isNumber ? 'random' : 'stratified'}, test: 0.2 }${inTime ? ` # ? ${inTime}` : ''}`,
    `metrics: { primary: ${isNumber ? 'rmse' : classes === 2 ? 'auc' : 'macro_f1'} } # ? what a good answer is measured by`,
    ...(isNumber ? ['intervals: by-case # as wide as predictions of that size need'] : []),
  ];
}
