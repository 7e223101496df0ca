import { InvalidInputError, InvalidSpecificationError, shown, type ErrorDetail } from '../../core/errors.js';
import type { BatchColumn } from '../../decisions/batch.js';
import type { Predictor } from '../../learning/predictor.js';
import { CellProblem, type CellValue } from '../../tables/columns/column-kind.js';
import { cellReader } from '../../tables/columns/index.js';
import { missingColumns } from '../../tables/reading/column-positions.js';
import type { AskedRule } from './asked-rule.js';

/** What a rule about a whole file needs of each row. Plain JSON, so that every thread that scores can be told. */
export interface GatherPlan {
  /** With its place in a record of the file, -1 when an optional column is not there. */
  columns: readonly (BatchColumn & { position: number })[];
  /** Values as a table holds them that every row is asked with, by column; one without any where a row is asked as it is. */
  alternatives: readonly Readonly<Record<string, CellValue>>[];
}

/**
 * @param positions of the declared columns in the header, which may have them under other names
 * @throws InvalidInputError when the file has no column that the rule reads
 * @throws InvalidSpecificationError when an alternative changes what is no column or is none of its values
 */
export function gatherPlan(
  { part, spec, options }: AskedRule,
  { scenario }: Predictor,
  {
    name: where,
    header,
    positions,
  }: { name: string; header: readonly string[]; positions: readonly number[] },
): GatherPlan {
  const declared = scenario.spec.columns.map(({ name }) => name);
  const columns = part.columns(spec, options).map((column) => {
    const place = declared.indexOf(column.name);
    return { ...column, position: place < 0 ? header.indexOf(column.name) : positions[place] };
  });
  const missing = columns
    .filter(({ position, optional }) => position < 0 && !optional)
    .map(({ name }): ErrorDetail => {
      return { column: name, expected: `a column ${shown(name)}`, received: 'no such column' };
    });
  if (missing.length > 0) throw missingColumns(missing, header, { where });
  const alternatives = part.alternatives?.(spec, options) ?? [{ name: '', values: {} }];
  return { columns, alternatives: alternatives.map(({ values }) => readValues(values, scenario)) };
}

function readValues(
  values: Readonly<Record<string, unknown>>,
  { spec }: Predictor['scenario'],
): Record<string, CellValue> {
  const read = Object.entries(values).map(([name, value]): [string, CellValue] => {
    const column = spec.columns.find((one) => one.name === name);
    const cell = column ? cellReader(column)(value) : new CellProblem('a declared column', shown(name));
    if (!(cell instanceof CellProblem)) return [name, cell];
    const { expected, received } = cell;
    throw new InvalidSpecificationError('A rule asks with a value that cannot be.', {
      details: [{ column: name, expected, received }],
    });
  });
  return Object.fromEntries(read);
}

/** Refuse a file with more text than one decision may hold. */
export function tooMuchText(name: string, maxBytes: number): InvalidInputError {
  return new InvalidInputError(`${name} is too large when it is unpacked.`, {
    details: [{ expected: `at most ${maxBytes} bytes`, received: 'more' }],
    withoutData: true,
  });
}
