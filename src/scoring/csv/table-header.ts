import type { Language } from '../../core/language/language.js';
import { InvalidInputError } from '../../core/errors.js';
import type { CsvSource } from '../../csv/source.js';
import type { Predictor } from '../../learning/predictor.js';
import { requireReasons } from '../row-reasons.js';
import { matchColumns, type ColumnMap, type MatchedColumns } from '../../tables/reading/column-positions.js';

/** Stands before the name of a result column that the table has already. */
const resultPrefix = 'sextant_';

/** What else a scored file has than the answers. */
export interface ResultOptions {
  /** A column `warnings`: what was unusual about each row. */
  warnings?: boolean;
  /** A column with the probability of each of more than two classes. */
  probabilities?: boolean;
  /** So many columns `reason_1`, ...: what each answer rests on most. */
  reasons?: number;
  /** Of what is said about rows; absent: English. */
  language?: Language;
}

/** A name that none of the header is: the own one, else with the prefix of results, else with a number, too. */
export function freeResultName(name: string, header: readonly string[]): string {
  const taken = new Set(header);
  return taken.has(name) ? freeName(`${resultPrefix}${name}`, taken) : name;
}

/** @throws InvalidInputError where the probability of each class is asked for and there are no more than two. */
export function checkResultOptions(served: Predictor, { probabilities, reasons = 0 }: ResultOptions): void {
  const { classColumns, columns, scenario } = served;
  if (reasons > 0) requireReasons(served);
  if (!probabilities || classColumns) return;
  throw new InvalidInputError('There is no probability of each class to write.', {
    details: [
      {
        expected: 'a scenario of more than two classes',
        received: `${scenario.spec.id}, which answers with ${columns.join(', ')}`,
      },
    ],
    hint: 'Leave the option probabilities out.',
    withoutData: true,
  });
}

/** The columns that scoring adds behind those of a table. */
export interface ResultColumns {
  /** As they stand in the scored file. */
  names: string[];
  /** Of those whose own name the table has: the name that they got, by their own. Empty where there is none. */
  renamed: Record<string, string>;
  /** Of the classes whose probabilities are asked for, by what they are called: their columns in the scored file. */
  ofClasses: Record<string, string>;
}

/**
 * The task's figures and the model, each under a name that no column of the table has: where the table has a `model`, declared or not, the
 * result is `sextant_model`, and where it has that, too, `sextant_model_2`. What is asked for besides stands behind the model.
 */
export function resultColumns(
  header: readonly string[],
  { columns, classColumns = [] }: Predictor,
  { warnings = false, probabilities = false, reasons = 0 }: ResultOptions = {},
): ResultColumns {
  const taken = new Set(header);
  const renamed: Record<string, string> = {};
  const nameOf = (name: string) => {
    if (!taken.has(name)) return name;
    renamed[name] = freeName(`${resultPrefix}${name}`, taken);
    return renamed[name];
  };
  const told = Array.from({ length: reasons }, (_, i) => `reason_${i + 1}`);
  const own = [...columns, ...told, 'model'].map(nameOf);
  const ofClasses = (probabilities ? classColumns : []).map(
    ({ label, name }) => [label, nameOf(name)] as const,
  );
  const marks = warnings ? [nameOf('warnings')] : [];
  return {
    names: [...own, ...ofClasses.map(([, name]) => name), ...marks],
    renamed,
    ofClasses: Object.fromEntries(ofClasses),
  };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
  return free;
}

/** The input's columns, the task's figures, the model, and what else is asked for. */
export function outputHeader(
  header: readonly string[],
  served: Predictor,
  options?: ResultOptions,
): string[] {
  return [...header, ...resultColumns(header, served, options).names];
}

/** What is told of a rejected record, before its own cells. */
export const rejectColumns = ['line', 'column', 'reason', 'original'] as const;

/** What is told of a rejected record, and the input's columns: so rejects can be repaired and scored again. */
export function rejectsHeader(header: readonly string[]): string[] {
  const taken = new Set(header);
  const told = rejectColumns.map((name) =>
    taken.has(name) ? freeName(`${resultPrefix}${name}`, taken) : name,
  );
  return [...told, ...header];
}

/** Names by which the declared columns are looked for, so that the delimiter is told. */
export function expectedColumns(served: Predictor, map: ColumnMap = {}): string[][] {
  const others = new Map(Object.entries(map).map(([name, column]) => [column, name]));
  return served.scenario.spec.columns.map(({ name }) => [name, others.get(name) ?? name]);
}

/** Where the declared columns stand; refuses a header that lacks one. */
export function checkHeader(
  { name: where, header }: Pick<CsvSource, 'name' | 'header'>,
  served: Predictor,
  map?: ColumnMap,
): MatchedColumns {
  return matchColumns(served.scenario.spec.columns, header, { map, where });
}
