import type { InferredColumn } from '../../tables/inference/inferred-column.js';
import type { InferredTarget } from '../../tables/inference/infer-target.js';
import { declarationLines, entryLines, headLines, remarkLines, type DraftHead } from './draft-lines.js';
import { yamlLine, yamlValue } from './yaml-text.js';

export interface Draft extends DraftHead {
  columns: readonly InferredColumn[];
  /** One or several, all numbers or all of two classes. */
  targets: readonly InferredTarget[];
}

/** A `scenario.yaml` for a file of rows, with a comment `# ?` wherever a person must decide. */
export function draftScenario(draft: Draft): string {
  const names = draft.targets.map(({ name }) => name).join(' and ');
  return [
    ...headLines(draft, `What will ${names} be?`),
    '',
    'columns:',
    ...draft.columns.flatMap(entryLines),
    '',
    ...targetLines(draft.targets),
    '',
    ...questionLines(draft),
    '',
  ].join('\n');
}

function targetLines(targets: readonly InferredTarget[]): string[] {
  const [only, ...others] = targets;
  if (others.length === 0) {
    const lines = [...remarkLines(only.remarks), ...declarationLines(only), ...positiveLines(only)];
    return ['target:', ...lines.map((line) => `  ${line}`)];
  }
  return [
    'targets:',
    ...targets.flatMap((one) => [...entryLines(one), ...positiveLines(one).map((line) => `    ${line}`)]),
  ];
}

function positiveLines({ categories = [] }: InferredTarget): string[] {
  if (categories.length !== 2) return [];
  const question = 'the class that the probability is about; the rarer one is written';
  return [yamlLine('positive', categories[1], question)];
}

function questionLines({ columns, targets }: Draft): string[] {
  const isNumber = targets[0].kind === 'numeric';
  const date = columns.find(({ kind }) => kind === 'date');
  const inTime =
    date &&
    `if later rows are to be predicted from earlier ones: { method: time, column: ${yamlValue(date.name)} }`;
  const method = isNumber || targets.length > 1 ? 'random' : 'stratified';
  return [
    `task: { name: ${isNumber ? 'regression' : 'classification'} }`,
    `split: { method: ${method}, test: 0.2 }${inTime ? ` # ? ${inTime}` : ''}`,
    `metrics: { primary: ${primaryOf(targets)} } # ? what a good answer is measured by`,
    ...(isNumber ? ['intervals: by-case # as wide as predictions of that size need'] : []),
  ];
}

/** Of several numbers the mean is told, to which each contributes alike whatever its unit. */
function primaryOf(targets: readonly InferredTarget[]): string {
  if (targets[0].kind === 'numeric') return targets.length > 1 ? 'r2' : 'rmse';
  return targets[0].categories?.length === 2 ? 'auc' : 'macro_f1';
}
