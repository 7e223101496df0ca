import { describe, expect, it } from '@jest/globals';
import { parseScenario } from './load-scenarios.js';
import { lineOf, refusal, tinyScenarioText } from './scenario.fixture.js';

const meaning = 'meaning: { en: a, zh: b }';

/** The tiny scenario with derived columns, each by the text behind its dash. */
const textWith = (...derived: string[]) =>
  tinyScenarioText(['target:', `derived:\n${derived.map((one) => `  - ${one}\n`).join('')}target:`]);

const half = `{ name: half, expression: size / 2, ${meaning} }`;

describe('derived columns of a scenario', () => {
  it('are numeric columns whose missing values are filled with the median unless told', () => {
    const { derived } = parseScenario(textWith(half), 'scenario.yaml');
    const expected = { name: 'half', expression: 'size / 2', kind: 'numeric', missing: 'median' };
    expect(derived).toEqual([{ ...expected, meaning: { en: 'a', zh: 'b' } }]);
    expect(parseScenario(tinyScenarioText(), 'scenario.yaml').derived).toEqual([]);
  });

  it('are refused for what is never learnt from, by place and line', () => {
    const entry = `{ name: red, expression: 'where(colour == "r", 1, 0)', ${meaning} }`;
    const text = textWith(half, entry).replace('name: colour', 'name: colour\n    role: context');
    const { details } = refusal(text);
    expect(details).toEqual([
      {
        pointer: '/derived/1/expression',
        column: 'red',
        expected: 'inputs or the time only',
        received: '"colour" of the role context at character 7',
        line: lineOf(text, half) + 1,
      },
    ]);
  });

  it.each<[string, string, string, string, string]>([
    [
      'the name of a column',
      `{ name: size, expression: size / 2, ${meaning} }`,
      'name',
      'a name that',
      '"size"',
    ],
    [
      'the name of the target',
      `{ name: class, expression: size, ${meaning} }`,
      'name',
      'a name that',
      '"class"',
    ],
    ['the name of one above', half, 'name', 'a name that', '"half"'],
    [
      'an unknown name',
      `{ name: x, expression: 1 + siz, ${meaning} }`,
      'expression',
      'a column, declared or derived above, such as size',
      '"siz" at character 5',
    ],
    [
      'the target',
      `{ name: x, expression: 'where(class == "g", 1, 0)', ${meaning} }`,
      'expression',
      'a column',
      '"class" at character 7',
    ],
    [
      'an unknown code',
      `{ name: x, expression: 'where(colour == "red", 1, 0)', ${meaning} }`,
      'expression',
      'a code of colour: r',
      '"red" at character 17',
    ],
    [
      'a lag without series',
      `{ name: x, expression: 'lag(size, 1)', ${meaning} }`,
      'expression',
      'lag only',
      'lag at',
    ],
    [
      'a range that falls',
      `{ name: x, expression: size, range: [1, 0], ${meaning} }`,
      'range',
      'the lower',
      '[1,0]',
    ],
    [
      'a rule that refuses rows',
      `{ name: x, expression: size, missing: reject, ${meaning} }`,
      'missing',
      '',
      '"reject"',
    ],
  ])('are refused for %s, by place and line', (_, entry, key, expected, received) => {
    const text = textWith(half, entry);
    const { details } = refusal(text);
    expect(details).toHaveLength(1);
    expect(details[0].pointer).toBe(`/derived/1/${key}`);
    expect(details[0].expected).toContain(expected);
    expect(details[0].received).toContain(received);
    expect(details[0].line).toBe(lineOf(text, half) + 1);
  });
});
