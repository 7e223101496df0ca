import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { tinyScenarioText } from '../../src/scenarios/scenario.fixture.js';
import { DecideCsv, type DecideCsvRequest, type DecideResult } from '../../src/scoring/decide/decide-csv.js';
import { runHere } from './run-here.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

/* The orders of a file get alternatives under capacities. Here they get one of two colours. */

const choices = [
  { choice: 'paint', option: 'red', price: 5, values: { colour: 'r' } },
  { choice: 'paint', option: 'blue', price: 2, values: { colour: 'b' } },
];

let tiny: TinySuite;
beforeAll(async () => {
  const scenario = tinyScenarioText(
    ['missing: most-frequent', 'missing: most-frequent\n    unknown: reject'],
    [
      'metrics: { primary: auc }',
      `metrics: { primary: auc }\nbatchDecisions: [{ rule: assignment, lateCost: 10, choices: ${JSON.stringify(choices)} }]`,
    ],
  );
  tiny = await openTinySuite({ scenario });
});
afterAll(() => tiny.remove());

const table = [
  'size,colour,packs,may',
  ...Array.from({ length: 30 }, (_, i) => `${i % 9},${'rb'[i % 2]},${1 + (i % 4)},${i < 3 ? 'red' : ''}`),
].join('\n');

interface Decided {
  result: DecideResult;
  rows: Record<string, string>[];
}

let count = 0;
async function decide(options: DecideCsvRequest['options'] = {}, content = table): Promise<Decided> {
  const input = await tiny.file(`decided/${++count}/in.csv`, content);
  const request = { scenario: tinyId, input, workers: 1, options };
  const result = await tiny.suite.get(DecideCsv).execute(request);
  const text = await readFile(result.paths.output, 'utf8');
  return { result, rows: parse<Record<string, string>>(text, { columns: true }) };
}

const limited = (red: number | undefined, blue: number | undefined) =>
  choices.map((one, i) => ({ ...one, capacity: [red, blue][i] }));

/** What each order is expected to cost where it has the one option. */
async function costsWith(option: number): Promise<number[]> {
  const { rows } = await decide({ choices: [choices[option]] });
  return rows.map(({ expected_cost }) => Number(expected_cost));
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe('orders that get alternatives', () => {
  it('keep the capacities at the least cost that is possible', async () => {
    const [red, blue] = [await costsWith(0), await costsWith(1)];
    const { result, rows } = await decide({ choices: limited(undefined, 9) });
    // Nine places: to those that save most by them.
    const savings = red.map((cost, row) => cost - blue[row]).sort((a, b) => b - a);
    const least = sum(red) - sum(savings.slice(0, 9).filter((saving) => saving > 0));
    expect(result.decided).toMatchObject({ rule: 'assignment', state: 'decided' });
    expect(sum(rows.map(({ expected_cost }) => Number(expected_cost)))).toBeCloseTo(least, 4);
    expect(result.decided?.summary.expectedCost).toBeCloseTo(least, 4);
    expect(rows.filter(({ assigned_paint }) => assigned_paint === 'blue')).toHaveLength(9);
    expect(rows.map((row) => row.batch_decision)).toEqual(rows.map((row) => row.assigned_paint));
    for (const row of rows) {
      const price = row.assigned_paint === 'red' ? 5 : 2;
      expect(Number(row.price)).toBe(price);
      expect(Number(row.expected_cost)).toBeCloseTo(price + 10 * Number(row.late_probability), 5);
    }
    const [one] = result.decided?.summary.capacities as { used: number; short: number; placeMore: number }[];
    expect(one).toMatchObject({ name: 'paint blue', capacity: 9, used: 9, short: 0 });
    // One place more goes to the next.
    expect(one.placeMore).toBeCloseTo(savings[9], 4);
    const planned = result.decided?.summary.asPlanned as { orders: number; expectedCost: number };
    expect(planned.orders).toBe(30);
    expect(planned.expectedCost).toBeCloseTo(sum(red.map((cost, i) => (i % 2 === 0 ? cost : blue[i]))), 4);
  });

  it('have what they may have, at the price of their amount', async () => {
    const rated = choices.map((one) => ({ ...one, rate: 0.5 }));
    const { rows } = await decide({ choices: rated, amount: 'packs', allowed: 'may' });
    expect(rows.slice(0, 3).map(({ assigned_paint }) => assigned_paint)).toEqual(['red', 'red', 'red']);
    expect(Number(rows[0].price)).toBe(5.5);
    expect(Number(rows[2].price)).toBe(6.5);
    const unknown = decide({ allowed: 'may' }, 'size,colour,may\n3,r,red | green\n');
    await expect(unknown).rejects.toMatchObject({ details: [{ received: '"green"' }] });
  });

  it('are told what is short where no plan keeps every capacity', async () => {
    const { result } = await decide({ choices: limited(4, 20) });
    expect(result.decided).toMatchObject({ state: 'infeasible', summary: { beyondCapacity: 6 } });
    expect(result.decided?.sentence).toMatch(
      /^No plan keeps every capacity; the plan that is written is short of paint (?:red|blue) by \d/u,
    );
    const uses = result.decided?.summary.capacities as { used: number; capacity: number; short: number }[];
    expect(uses.map(({ used, capacity }) => Math.max(0, used - capacity))).toEqual(
      uses.map(({ short }) => short),
    );
    expect(sum(uses.map(({ short }) => short))).toBe(6);
  });

  it('are none in a file without rows', async () => {
    const { result, rows } = await decide({ choices: limited(4, 20) }, 'size,colour\n');
    expect(result.decided).toMatchObject({ state: 'empty', sentence: 'The file has no row to decide on.' });
    expect(rows).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an option twice', { choices: [choices[0], choices[0]] }, 'each option of paint once'],
    ['a column that there is not', { choices: [{ ...choices[0], capasity: 3 }] }, 'a declared column'],
    ['a price below 0', { choices: [{ ...choices[0], price: -1 }] }, 'a number, at least 0'],
    ['no choice', { choices: [] }, 'at least 1 entry'],
  ])('are refused for %s', async (_, options, expected) => {
    const error = await decide(options).catch(
      (caught: unknown) => caught as { details: { expected: string }[] },
    );
    expect((error as { details: { expected: string }[] }).details[0].expected).toContain(expected);
  });

  it('have the same plan by the command line, with choices in a table, in both languages', async () => {
    const { result } = await decide({ choices: limited(4, 20) });
    const prices = await tiny.file(
      'choices.csv',
      'choice,option,price,capacity,colour\npaint,red,5,4,r\npaint,blue,2,20,b\n',
    );
    const input = await tiny.file('cli/in.csv', table);
    const given = ['decide', tinyId, input, '--rule', 'assignment', '--option', `choices=@${prices}`];
    const told = await runHere([...given, '--json'], tiny.environment);
    const { options, ...outcome } = (JSON.parse(told.stdout) as DecideResult).decided!;
    expect(result.decided).toMatchObject(outcome);
    expect(options.lateCost).toBe(10);
    const chinese = await runHere([...given, '--lang', 'zh'], tiny.environment);
    expect(chinese.stdout).toContain('没有任何方案能满足全部运力与产能上限');
  });
});
