import { describe, expect, it } from '@jest/globals';
import { CellProblem } from './column-kind.js';
import {
  booleanSpec,
  categoricalSpec,
  category,
  dateSpec,
  identifierSpec,
  listSpec,
  numericSpec,
  ordinalSpec,
} from './columns.fixture.js';
import type { ColumnSpec } from './column-spec.js';
import { cellReader } from './index.js';

const read = (column: ColumnSpec, ...inputs: unknown[]) => inputs.map((input) => cellReader(column)(input));

describe('declared missing tokens', () => {
  const missing_tokens = ['-999', '999', '\\N', 'None'];

  it.each<[string, ColumnSpec]>([
    ['numeric', numericSpec({ missing_tokens })],
    ['whole numeric', numericSpec({ missing_tokens, integer: true })],
    ['categorical', categoricalSpec({ missing_tokens })],
    ['strict categorical', categoricalSpec({ missing_tokens, unknown: 'reject' })],
    ['learnt categorical', categoricalSpec({ missing_tokens, categories: undefined })],
    ['ordinal', ordinalSpec({ missing_tokens })],
    ['boolean', booleanSpec({ missing_tokens })],
    ['date', dateSpec({ missing_tokens })],
    ['identifier', identifierSpec({ missing_tokens })],
    ['list', listSpec({ missing_tokens })],
  ])('are missing values of a %s column, as texts and JSON numbers, beside the usual ones', (_, column) => {
    const given = ['-999', ' -999.0 ', -999, 999, '\\N', 'none', 'NONE ', '', 'NA', null];
    expect(read(column, ...given)).toEqual(given.map(() => null));
  });

  it('mean a number however it is written: zeros that stand for no measurement', () => {
    const glucose = numericSpec({ missing_tokens: ['0'] });
    expect(read(glucose, '0', '0.0', ' 0e0', '-0', 0, '0.5', 10, 'x')).toEqual([
      ...[null, null, null, null, null, 0.5, 10],
      new CellProblem('a number', '"x"'),
    ]);
  });

  it('mean a day at its midnight, too', () => {
    const ended = dateSpec({ missing_tokens: ['9999-12-31'] });
    expect(read(ended, '9999-12-31', '9999-12-31T00:00:00Z')).toEqual([null, null]);
    expect(read(ended, '9999-12-30')).toEqual([Date.parse('9999-12-30')]);
  });

  it('of 0 are no other words for false', () => {
    expect(read(booleanSpec({ missing_tokens: ['0'] }), '0', 0, 'no', false, '1')).toEqual([
      null,
      null,
      0,
      0,
      1,
    ]);
  });

  it('that are declared as a category are that category', () => {
    const categories = [category('999', 'other'), category('1', 'None', '无')];
    const column = categoricalSpec({ missing_tokens, categories });
    expect(read(column, '999', 999, 'none', '-999')).toEqual(['999', '999', '1', null]);
  });
});

describe('a column in which NA is text', () => {
  it('has it and its like for categories, and only nothing is missing', () => {
    const regions = categoricalSpec({ categories: undefined, na_is_text: true });
    expect(read(regions, 'NA', 'null', 'None', '-', '?', 'NaN', '', ' ', null)).toEqual([
      ...['NA', 'null', 'None', '-', '?', 'NaN'],
      ...[null, null, null],
    ]);
    const own = categoricalSpec({ categories: undefined, na_is_text: true, missing_tokens: ['?'] });
    expect(read(own, 'NA', '?')).toEqual(['NA', null]);
  });

  it('knows them as declared categories or as unknown ones', () => {
    const categories = [category('NA', 'Namibia', '纳米比亚'), category('ZA', 'South Africa', '南非')];
    const strict = categoricalSpec({ categories, na_is_text: true, unknown: 'reject' });
    expect(read(strict, 'NA', 'na', 'Namibia', '')).toEqual(['NA', 'NA', 'NA', null]);
    expect(read(strict, 'N/A')).toEqual([new CellProblem('one of NA, ZA', '"N/A"')]);
  });
});
