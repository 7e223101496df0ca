import { describe, expect, it } from '@jest/globals';
import {
  booleanSpec,
  categoricalSpec,
  dateSpec,
  identifierSpec,
  listSpec,
  numericSpec,
} from '../columns/columns.fixture.js';
import { derivedCategories, derivedSpecs } from './derived.fixture.js';
import { parentsOf } from './parents.js';
import { readDerived } from './read-derived.js';

const columns = [
  numericSpec({ name: 'credit_amount' }),
  numericSpec({ name: 'duration' }),
  numericSpec({ name: 'pi' }),
  categoricalSpec({ name: 'purpose' }),
  identifierSpec({ name: 'customer' }),
  booleanSpec({ name: 'member' }),
  dateSpec({ name: 'opened' }),
  listSpec({ name: 'basket' }),
  { ...categoricalSpec({ name: 'region' }), role: 'context' as const },
  { ...dateSpec({ name: 'moment' }), role: 'time' as const },
];

const problemsOf = (expression: string, series = false) =>
  readDerived(derivedSpecs({ x: expression }), { columns, series }).problems;

describe('an expression of a derived column', () => {
  it.each([
    ['credit_amount / duration'],
    ['where(member and purpose == "A40", pi, -1)'],
    ['where(not member, 0, 1)'],
    ['where(member or is_missing(opened), 1, 0)'],
    ['hour(opened) + weekday(opened) * month(opened) - days(opened)'],
    ['where("A41" == purpose, 1, 2 * 3)'],
    ['hour(moment) + days(moment) - days(opened)'],
  ])('may be %s', (expression) => {
    expect(problemsOf(expression)).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      '1 + credit_amout',
      'a column, declared or derived above, such as credit_amount',
      '"credit_amout" at character 5',
    ],
    [
      'col("nothing like it") + 1',
      'a column, declared or derived above (credit_amount, duration',
      '"nothing like it" at character 1',
    ],
    ['x + 1', 'a column, declared or derived above (credit_amount', '"x" at character 1'],
    ['basket + 1', 'a column, declared or derived above (credit_amount', '"basket" at character 1'],
    [
      '1 + where(region == "A40", 1, 0)',
      'inputs or the time only',
      '"region" of the role context at character 11',
    ],
    [
      'where(is_missing(customer), 1, 0)',
      'inputs or the time only',
      '"customer" of the role identifier at character 18',
    ],
    ['where(regio == "A40", 1, 0)', 'a column, declared or derived above (', '"regio" at character 7'],
    ['sqr(duration)', 'a function, such as sqrt', '"sqr" at character 1'],
    ['constructor(duration)', 'a function (', '"constructor" at character 1'],
    ['2 * purpose', 'a number', 'a text at character 5'],
    ['purpose * 2', 'a number', 'a text at character 1'],
    ['purpose < "A41"', 'a number', 'a text at character 1'],
    ['text(purpose)', 'a number', 'a text at character 6'],
    ['text(duration)', 'a number', 'a text at character 1'],
    ['duration + opened', 'a number', 'a date at character 12'],
    ['hour(duration)', 'a date', 'a number at character 6'],
    ['duration == "A40"', 'a number', 'a text at character 13'],
    ['purpose', 'a number', 'a text at character 1'],
    ['duration > 1', 'a number', 'a condition at character 1'],
    ['1 < duration < 3', 'a number', 'a condition at character 1'],
    ['where(not duration > 1, 1, 0)', 'a condition', 'a number at character 11'],
    ['where(duration, 1, 0)', 'a condition', 'a number at character 7'],
    ['where(member, 1, "a")', 'a number', 'a text at character 18'],
    ['where(member, 1)', '3 values for where', '2 at character 1'],
    ['log(duration, 10)', 'one value for log', '2 at character 1'],
    ['log()', 'one value for log', '0 at character 1'],
    ['hour()', 'one value for hour', '0 at character 1'],
    ['where(purpose == "a40", 1, 0)', 'a code of purpose: A40', '"a40" at character 18'],
    ['duration + 1 / 0', 'a finite number', 'constants that give none at character 12'],
    [
      'duration + where(1 < 2, 1, 0)',
      'a condition that depends on a column',
      'constants only at character 18',
    ],
    ['2 * 3', 'a column', 'constants only at character 1'],
    ['duration +', 'an expression', 'Expected expression after + at character 11'],
    [
      'lag(duration, 1)',
      'lag only where rows are read as series (a task with windows, no stages)',
      'lag at character 1',
    ],
  ])('may not be %s', (expression, expected, received) => {
    const problems = problemsOf(expression);
    expect(problems).toMatchObject([{ pointer: '/derived/0/expression', column: 'x', received }]);
    expect(problems[0].expected.startsWith(expected)).toBe(true);
  });

  it.each([
    ['lag(duration, 0)', 'a whole number of rows from 1 to 2048', '0 at character 15'],
    ['lag(duration, 1.5)', 'a whole number of rows from 1 to 2048', '1.5 at character 15'],
    [
      'lag(duration, duration)',
      'a whole number of rows from 1 to 2048',
      'a value that depends on the row at character 15',
    ],
    ['lag(purpose, 1)', 'a number', 'a text at character 5'],
    ['lag(duration)', '2 values for lag', '1 at character 1'],
  ])('may not look back by %s', (expression, expected, received) => {
    expect(problemsOf(expression, true)).toMatchObject([{ expected, received }]);
  });

  it.each([
    ['duration', 'a text', 'a number at character 1'],
    ['join(purpose, duration)', 'a text', 'a number at character 15'],
    ['join("a", "b")', 'a text that depends on a column', 'constants only at character 1'],
  ])('of a category may not be %s', (expression, expected, received) => {
    const { problems } = readDerived(derivedCategories({ x: expression }), { columns, series: false });
    expect(problems).toMatchObject([{ expected, received }]);
  });

  it('may name a column derived above it, not one below, and is not blamed for a wrong one', () => {
    const { problems, read } = readDerived(
      derivedSpecs({ a: 'b + duration', b: 'duratio * 2', c: 'b + 1' }),
      { columns, series: false },
    );
    expect(problems).toMatchObject([
      { pointer: '/derived/0/expression', received: '"b" at character 1' },
      { pointer: '/derived/1/expression', received: '"duratio" at character 1' },
    ]);
    expect(read.map(({ name }) => name)).toEqual(['c']);
  });
});

describe('the parents of a derived column', () => {
  it('are the declared columns, through derived ones', () => {
    const derived = derivedSpecs({
      rate: 'credit_amount / duration',
      share: 'where(member, rate, pi) / duration',
      lagged: 'lag(share, 2) - 1',
    });
    expect(Object.fromEntries(parentsOf(derived, columns))).toEqual({
      rate: ['credit_amount', 'duration'],
      share: ['member', 'credit_amount', 'duration', 'pi'],
      lagged: ['member', 'credit_amount', 'duration', 'pi'],
    });
  });
});
