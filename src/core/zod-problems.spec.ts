import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { zodProblems } from './zod-problems.js';

function problemsOf(schema: z.ZodType, value: unknown, options?: Parameters<typeof zodProblems>[2]) {
  const { error } = schema.safeParse(value);
  return error ? zodProblems(error, value, options) : [];
}

describe('what zod finds wrong', () => {
  it.each<[string, z.ZodType, unknown, string, string]>([
    ['a type', z.number(), 'x', 'number', '"x"'],
    ['nothing', z.string(), undefined, 'string', 'nothing'],
    ['what is no map', z.record(z.string(), z.number()), 1, 'object', '1'],
    ['a word', z.enum(['a', 'b']), 'c', 'one of "a", "b"', '"c"'],
    ['the only word', z.literal('a'), 'c', '"a"', '"c"'],
    ['a small number', z.number().min(1), 0, 'at least 1', '0'],
    ['a number at the limit', z.number().gt(0), 0, 'more than 0', '0'],
    ['a large number', z.number().max(1), 2, 'at most 1', '2'],
    ['a short list', z.array(z.number()).min(2), [1], 'at least 2 entries', '[1]'],
    ['an empty text', z.string().min(1), '', 'at least 1 character', '""'],
    ['none of several types', z.union([z.number(), z.literal('all')]), true, 'number or "all"', 'true'],
    ['what its schema has words for', z.string('a name'), 1, 'a name', '1'],
    ['what a check has words for', z.string().refine(() => false, 'a good name'), 'x', 'a good name', '"x"'],
    ['a union with words', z.union([z.number(), z.boolean()], 'a switch'), {}, 'a switch', '{}'],
  ])('in %s is said in plain words', (_, schema, value, expected, received) => {
    expect(problemsOf(schema, value)).toEqual([{ pointer: '', expected, received }]);
  });

  it('has a JSON pointer, put under where the value stands', () => {
    const schema = z.object({ 'a/b': z.array(z.number()) });
    expect(problemsOf(schema, { 'a/b': [1, 'x'] }, { under: '/task/options' })).toEqual([
      { pointer: '/task/options/a~1b/1', expected: 'number', received: '"x"' },
    ]);
  });

  it('names every unknown key by itself', () => {
    expect(problemsOf(z.object({ in: z.strictObject({}) }), { in: { x: 1, y: 2 } })).toEqual([
      { pointer: '/in/x', expected: 'no such key', received: 'the unknown key "x"' },
      { pointer: '/in/y', expected: 'no such key', received: 'the unknown key "y"' },
    ]);
  });

  it('tells the kinds that there are, and within a union what is wrong with the one that was meant', () => {
    const one = z.strictObject({ kind: z.literal('one'), size: z.number() });
    const two = z.strictObject({ kind: z.literal('two') });
    expect(problemsOf(z.discriminatedUnion('kind', [one, two]), { kind: 'three' })).toEqual([
      { pointer: '/kind', expected: 'one of "one", "two"', received: '"three"' },
    ]);
    const open = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('one').optional() }),
      z.object({ kind: z.literal('two') }),
    ]);
    expect(problemsOf(open, { kind: 'three' })).toEqual([
      { pointer: '/kind', expected: 'one of "one", "two"', received: '"three"' },
    ]);
    const any = z.union([z.literal('none'), z.object({ fill: z.number() })]);
    expect(problemsOf(any, { fill: 'x' })).toEqual([
      { pointer: '/fill', expected: 'number', received: '"x"' },
    ]);
  });

  it('is cut after so many places', () => {
    const many = new Array(100).fill('x');
    expect(problemsOf(z.array(z.number()), many, { most: 3 })).toHaveLength(3);
    const keys = Object.fromEntries(many.map((_, i) => [`key ${i}`, 1]));
    expect(problemsOf(z.strictObject({}), keys, { most: 3 })).toHaveLength(3);
  });
});
