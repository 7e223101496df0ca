import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { InvalidSpecificationError } from '../errors.js';
import { parseStrictYaml } from './strict-yaml.js';

const schema = z.strictObject({
  name: z.string(),
  limits: z.strictObject({ rows: z.number(), text: z.string().optional() }).optional(),
  columns: z.array(z.strictObject({ name: z.string(), kind: z.enum(['a', 'b']) })).optional(),
  missing: z.union([z.literal('reject'), z.strictObject({ fill: z.number() })]).optional(),
});

const read = (text: string) =>
  parseStrictYaml({ text, path: 'made/up.yaml' }, schema, { hint: 'Read the guide.' });

function failure(text: string): InvalidSpecificationError {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidSpecificationError);
    return error as InvalidSpecificationError;
  }
  throw new Error('Nothing was refused.');
}

describe('a YAML text that is of its schema', () => {
  it('is read', () => {
    expect(read('# a comment\nname: x\nmissing: { fill: 3 }\n')).toEqual({ name: 'x', missing: { fill: 3 } });
  });
});

describe('a YAML text that is not of its schema', () => {
  it.each([
    ['an unknown key', 'name: x\nnmae: y\n', '/nmae', 2, 'the unknown key "nmae"'],
    [
      'an unknown key with a block below it',
      'name: x\nlimit:\n  rows: 1\n',
      '/limit',
      2,
      'the unknown key "limit"',
    ],
    [
      'an unknown key inside',
      'name: x\nlimits:\n  rows: 1\n  row: 2\n',
      '/limits/row',
      4,
      'the unknown key "row"',
    ],
    [
      'an unknown key in a list',
      'name: x\ncolumns:\n  - name: a\n    kind: a\n    x: 1\n',
      '/columns/0/x',
      5,
      'the unknown key "x"',
    ],
    ['a key to be escaped', 'name: x\na/b~c: 1\n', '/a~1b~0c', 2, 'the unknown key "a/b~c"'],
    ['a wrong value', 'name: x\nlimits:\n\n  rows: many\n', '/limits/rows', 4, '"many"'],
    ['a missing key', '# first\nlimits: { rows: 1 }\n', '/name', 2, 'nothing'],
    [
      'a missing key in a list',
      'name: x\ncolumns:\n  - name: a\n    kind: a\n  - name: b\n',
      '/columns/1/kind',
      5,
      'nothing',
    ],
    [
      'a value of a list that is not allowed',
      'name: x\ncolumns: [{ name: a, kind: c }]\n',
      '/columns/0/kind',
      2,
      '"c"',
    ],
    ['not a number', 'name: x\nlimits: { rows: .nan }\n', '/limits/rows', 2, 'NaN'],
    ['no text at all', '', '', undefined, 'null'],
    ['a list instead of keys', '- name: x\n', '', 1, '[{"name":"x"}]'],
  ])('is refused with pointer and line: %s', (_, text, pointer, line, received) => {
    const { details, message, hint } = failure(text);
    expect(details).toHaveLength(1);
    expect(details[0]).toMatchObject({ pointer, received });
    expect(details[0].line).toBe(line);
    expect(message).toMatch(/^made\/up\.yaml:\d+ is wrong at /);
    expect(message).toContain(`received ${received}.`);
    expect(hint).toBe('Read the guide.');
  });

  it('is refused with every wrong place at once', () => {
    const { details } = failure('name: 1\nlimits: { rows: x }\nother: 2\n');
    expect(details.map(({ pointer }) => pointer).sort()).toEqual(['/limits/rows', '/name', '/other']);
  });

  it('says what each alternative would have been where none was meant', () => {
    expect(failure('name: x\nmissing: 7\n').details).toEqual([
      { pointer: '/missing', expected: '"reject" or object', received: '7', line: 2 },
    ]);
    expect(failure('name: x\nmissing: rejekt\n').details[0]).toMatchObject({ received: '"rejekt"' });
  });

  it('speaks of the alternative that was meant', () => {
    expect(failure('name: x\nmissing:\n  fill: many\n').details).toEqual([
      { pointer: '/missing/fill', expected: 'number', received: '"many"', line: 3 },
    ]);
  });
});

describe('a number that would not be the one that is written', () => {
  it.each([
    ['digits beyond 2^53', '9007199254740993'],
    ['zeros at the beginning', '0012'],
    ['a negative one', '-9007199254740993'],
  ])('is refused with its line: %s', (_, number) => {
    const { message, details } = failure(`name: x\nlimits:\n  rows: ${number}\n  text: [1, ${number}]\n`);
    expect(message).toMatch(/^made\/up\.yaml:3 has a number that would lose digits: /);
    expect(details.map(({ line, received }) => [line, received])).toEqual([
      [3, number],
      [4, number],
    ]);
  });

  it.each(['9007199254740991', '0', '-0', '0.5', '00.5', '1e3', '0x10'])(
    'is none that keeps its value: %s',
    (number) => {
      expect(read(`name: x\nlimits: { rows: ${number} }\n`).limits?.rows).toBe(Number(number));
    },
  );

  it('is none as a text', () => {
    expect(read('name: "0012"\n').name).toBe('0012');
  });
});

describe('a text that is not YAML', () => {
  it.each([
    ['a tabulator', 'name: x\n\tlimits: 1\n', 2],
    ['a key twice', 'name: x\nname: y\n', 2],
    ['two documents', 'name: x\n---\nname: y\n', 2],
    ['an open list', 'name: [x\n', 2],
  ])('is refused with its line: %s', (_, text, line) => {
    const { message, details } = failure(text);
    expect(message).toMatch(new RegExp(`^made/up\\.yaml:${line}:\\d+ is not YAML: `));
    expect(details[0].line).toBe(line);
  });

  it('is refused for an alias without its anchor', () => {
    expect(failure('name: *nobody\n').message).toMatch(/^made\/up\.yaml is not YAML: .*nobody/);
  });
});

describe('fields that must agree', () => {
  const check = ({ name }: { name: string }) =>
    name === 'good' ? [] : [{ pointer: '/name', expected: 'good', received: name }];

  it('are checked behind the schema, with the line of what is wrong', () => {
    const source = { text: 'limits: { rows: 1 }\nname: bad\n', path: 'p' };
    expect(() => parseStrictYaml(source, schema, { check })).toThrow(
      'p:2 is wrong at /name: expected good, received bad.',
    );
    expect(parseStrictYaml({ ...source, text: 'name: good' }, schema, { check })).toEqual({ name: 'good' });
  });

  it('are not checked in a text that is not of its schema', () => {
    const never = () => {
      throw new Error('Checked.');
    };
    expect(() => parseStrictYaml({ text: 'x: 1', path: 'p' }, schema, { check: never })).toThrow(
      'is wrong at',
    );
  });
});
