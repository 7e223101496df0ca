import { describe, expect, it } from '@jest/globals';
import { InvalidInputError, UsageError } from '../errors.js';
import { deepestNesting, parseJson } from './json-text.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('a JSON text', () => {
  it('is parsed, with or without a byte order mark; an empty one has no value', () => {
    expect(parseJson(bytes('{"a":[1,"é"]}'))).toEqual({ a: [1, 'é'] });
    expect(parseJson(bytes('\uFEFF7'))).toBe(7);
    expect(parseJson(bytes(''))).toBeUndefined();
  });

  it.each(['{"a":', "{'a':1}", 'NaN'])('that is none is refused: %s', (text) => {
    expect(() => parseJson(bytes(text))).toThrow(UsageError);
  });

  it.each([
    ['lists', nested(50_000)],
    ['lists that do not end', '['.repeat(50_000)],
    ['objects', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
    ['one level too many', nested(deepestNesting + 1)],
    ['levels after others have ended', `[${'[],'.repeat(9)}${nested(deepestNesting)}]`],
  ])('that is nested too deep is refused: %s', (_, text) => {
    expect(() => parseJson(bytes(text))).toThrow(InvalidInputError);
  });

  it.each([
    ['the deepest allowed', nested(deepestNesting)],
    ['brackets in texts', JSON.stringify(['[{'.repeat(100), '\\', '"['.repeat(100), '\\"{'.repeat(100)])],
    ['many beside each other', `[${'[{}],'.repeat(1000)}[]]`],
  ])('that is not nested too deep is parsed: %s', (_, text) => {
    expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
  });
});
