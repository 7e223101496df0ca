import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { decimal, readDecimal, readWholeNumber, wholeNumber } from './numbers.js';

/** Texts and values that a kind reader would take for numbers. */
const texts = [
  '',
  ' ',
  ' 1',
  '1 ',
  '+1',
  '-1',
  '0x10',
  '0b1',
  '1e3',
  '01',
  '1_000',
  '1,000',
  '１',
  '.5',
  '5.',
  'NaN',
];
const values = [null, true, false, [1], [], {}, NaN, Infinity, -1, '9'.repeat(400)];

describe('a number that comes as text', () => {
  it('is written in plain decimal digits', () => {
    expect(['0', '7', '8080', '9007199254740991'].map(readWholeNumber)).toEqual([
      0, 7, 8080, 9007199254740991,
    ]);
    expect(['0', '7', '0.5', '10.250'].map(readDecimal)).toEqual([0, 7, 0.5, 10.25]);
  });

  it.each(texts)('is not read out of %j', (text) => {
    expect([readWholeNumber(text), readDecimal(text)]).toEqual([undefined, undefined]);
  });

  it('is whole where a whole number is meant, and exact', () => {
    for (const text of ['1.0', '0.5', '9007199254740993']) expect(readWholeNumber(text)).toBeUndefined();
  });
});

describe('a field that is a number', () => {
  const schema = z.strictObject({ count: wholeNumber({ most: 99 }).optional(), rate: decimal().optional() });

  it('takes a number of JSON and its text', () => {
    expect(schema.parse({ count: 7, rate: '0.5' })).toEqual({ count: 7, rate: 0.5 });
    expect(schema.parse({ count: '7', rate: 0.5 })).toEqual({ count: 7, rate: 0.5 });
    expect(schema.parse({})).toEqual({});
  });

  it.each([...texts, ...values])('does not take %j', (value) => {
    const { error } = schema.safeParse({ count: value, rate: value });
    expect(error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ['count', 'a whole number from 0 to 99'],
      ['rate', 'a number, more than 0'],
    ]);
  });

  it('lies within its range', () => {
    expect(wholeNumber({ least: 1 }).safeParse(0).error?.issues[0].message).toBe('a whole number from 1');
    expect(wholeNumber({ most: 9 }).safeParse('10').success).toBe(false);
    expect(decimal({ least: 1, most: 2, unit: 'seconds' }).safeParse('0.5').error?.issues[0].message).toBe(
      'seconds, at least 1 and at most 2',
    );
    expect(
      ['1', '1.5', '2', '2.1'].map((text) => decimal({ least: 1, most: 2 }).safeParse(text).success),
    ).toEqual([...[true, true, true, false]]);
    expect(decimal().safeParse(0).success).toBe(false);
    expect([0, '0', -1].map((given) => decimal({ least: 0 }).safeParse(given).success)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
