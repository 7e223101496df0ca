import { describe, expect, it } from '@jest/globals';
import { compareGroups, groupReport, numberGroups } from '../evaluation/fairness/index.js';
import { PhraseBook } from '../core/language/phrase-book.js';
import { fairnessTables } from './fairness-tables.js';
import { trainingPhrases } from './phrases.js';

/** Forty of a, of whom half are chosen; forty of b, of whom one in ten is; three of c. */
const groups = Array.from({ length: 83 }, (_, row) => (row < 40 ? 'a' : row < 80 ? 'b' : 'c'));
const labels = groups.map((_, row) => row % 2);
const decisions = groups.map((group, row) => Number(row % (group === 'b' ? 10 : 2) === 1));
const rows = { labels, decisions, groups, probabilities: labels.map(() => 0.5) };
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('tables of groups', () => {
  it('tell counts, differences with the four-fifths rule, calibration, and what is too rare', () => {
    const tables = fairnessTables(stored({ sex: { ...groupReport(rows), ...compareGroups(rows) } }));
    expect(tables.map(({ title }) => title)).toEqual([
      'Groups of sex, at the threshold',
      'Counts and rates of sex, with 95 % intervals',
      'Differences of sex from a, with simultaneous 95 % intervals',
      'Calibration of sex',
      'Too rare to compare in sex',
    ]);
    const [, rates, differences, , rare] = tables;
    expect(rates.rows[1].slice(0, 3)).toEqual([
      'a',
      '20/40: 0.500 (0.352 – 0.648)',
      '20/40: 0.500 (0.352 – 0.648)',
    ]);
    expect(differences.rows[1][0]).toBe('b');
    expect(differences.rows[1][1]).toMatch(/^-0\.400 \(-0\.5\d\d – -0\.2\d\d\)$/u);
    expect(differences.summary).toBe(
      'Beyond chance: b. Four-fifths rule: not kept by b; with the whole interval: b.',
    );
    expect(rare.rows.slice(1)).toEqual([['c', '3', '1', '2']]);
  });

  it('tell how far numbers are from what happens, and leave out what a version has not', () => {
    const predicted = groups.map((group) => (group === 'b' ? 1 : 0));
    const numbers = numberGroups({ actual: groups.map(() => 1), predicted }, groups);
    const [table] = fairnessTables(stored({ age: { numbers } }));
    expect(table.title).toBe('Numbers of age beside a, with 95 % intervals');
    expect(table.rows.slice(1)).toEqual([
      ['a', '40', '1.000 (1.000 – 1.000)', '1.000 (1.000 – 1.000)', '–', '–'],
      ['b', '40', '0.000 (0.000 – 0.000)', '0.000 (0.000 – 0.000)', '-1.000 (-1.000 – -1.000)', '-1.000 (-1.000 – -1.000)'],
      ['c', '3', '–', '–', '–', '–'],
    ]); // prettier-ignore
    expect(fairnessTables(stored({ sex: groupReport(rows) }))).toHaveLength(1);
  });

  it('are all said in Chinese', () => {
    const numbers = numberGroups({ actual: labels, predicted: labels.map(() => 0.5) }, groups);
    const tables = fairnessTables(stored({ sex: { ...groupReport(rows), ...compareGroups(rows), numbers } }));
    const book = new PhraseBook([trainingPhrases]);
    const texts = tables.flatMap(({ title, rows: [head], summary = title }) => [title, ...head, summary]);
    expect(texts.filter((text) => !/\p{Script=Han}/u.test(book.say(text, 'zh')))).toEqual([]);
    expect(book.say('Numbers of sex beside a, with 95 % intervals', 'zh')).toMatch(/^sex 各组.*a 对照/u);
  });
});
