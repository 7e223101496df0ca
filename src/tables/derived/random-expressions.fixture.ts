import fc from 'fast-check';
import type { CellValue } from '../columns/column-kind.js';
import { booleanSpec, categoricalSpec, dateSpec, numericSpec } from '../columns/columns.fixture.js';
import { Table } from '../table.js';

/** The columns of random tables, and of the expressions over them. */
export const randomColumns = [
  numericSpec({ name: 'a' }),
  numericSpec({ name: 'b [K]' }),
  booleanSpec({ name: 'member' }),
  categoricalSpec({ name: 'purpose' }),
  dateSpec({ name: 'opened', zone: 'America/Chicago' }),
];

const number = fc.oneof(
  fc.constantFrom<CellValue>(null, NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e308, -1e308, 5e-324),
  fc.integer({ min: -5, max: 5 }),
  fc.double(),
);

const randomRow = fc.record({
  a: number,
  'b [K]': number,
  member: fc.constantFrom<CellValue>(0, 1, null),
  purpose: fc.constantFrom<CellValue>('A40', 'A41', '', null),
  opened: fc.oneof(
    fc.constant<CellValue>(null),
    fc.integer({ min: -1e12, max: 2e12 }).map((second) => second),
  ),
});

/** Tables with missing values, zeros of both signs and infinities, which a table takes for missing. */
export const randomTable = fc.array(randomRow, { maxLength: 12 }).map((rows) =>
  Table.fromColumns(
    randomColumns.map(({ name, kind }) => ({
      name,
      type: kind === 'categorical' ? 'text' : 'number',
      values: rows.map((row) => row[name as keyof typeof row]),
    })),
  ),
);

const call = (name: string, ...values: fc.Arbitrary<string>[]) =>
  fc.tuple(...values).map((texts) => `${name}(${texts.join(', ')})`);

const between = (left: fc.Arbitrary<string>, operators: string[], right: fc.Arbitrary<string>) =>
  fc.tuple(left, fc.constantFrom(...operators), right).map((parts) => `(${parts.join(' ')})`);

const random = fc.letrec<Record<'number' | 'condition' | 'text', string>>((tie) => {
  const [value, condition, text] = [tie('number'), tie('condition'), tie('text')];
  const columns = fc.constantFrom('a', 'col("b [K]")');
  const constants = fc.constantFrom('0', '1', '-1', '0.1', '1e308', 'pi');
  const someNumber = fc.oneof({ weight: 3, arbitrary: columns }, constants);
  return {
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      columns,
      between(value, ['+', '-', '*', '/'], someNumber),
      between(someNumber, ['+', '-', '*', '/'], value),
      between(value, ['+', '-', '*', '/'], value),
      ...['min', 'max'].map((name) => call(name, value, someNumber)),
      ...['log', 'log1p', 'exp', 'sqrt', 'abs', '-'].map((name) => call(name, value)),
      ...['hour', 'weekday', 'month', 'year', 'day', 'week', 'days', 'easter', 'easter_before'].map((name) =>
        call(name, fc.constant('opened')),
      ),
      call('clip', value, someNumber, someNumber),
      call('clip', someNumber, value, constants),
      call('where', condition, value, someNumber),
      call('where', condition, someNumber, value),
      call('lag', value, fc.constantFrom('1', '2')),
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('member', 'is_missing(purpose)', 'is_missing(opened)', 'is_missing(member)'),
      fc.constantFrom('purpose == "A40"', '"A41" != purpose', 'purpose == purpose'),
      between(value, ['==', '!=', '<', '<=', '>', '>='], someNumber),
      between(someNumber, ['==', '!=', '<', '<=', '>', '>='], value),
      between(condition, ['and', 'or'], condition),
      call('not', condition),
      call('is_missing', value),
      between(text, ['==', '!='], fc.constantFrom('"1"', '"A40 | 5"')),
    ),
    text: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant('purpose'),
      call('text', value),
      call('join', text, fc.constantFrom('purpose', '"A40"')),
      call('join', fc.constantFrom('purpose', '"so"'), text),
    ),
  };
});

/** Texts of numeric expressions with every operation; some are refused for a part that is constant. */
export const randomExpression = random.number;

/** The same that give a text. */
export const randomText = random.text;
