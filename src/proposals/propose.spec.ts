import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../core/errors.js';
import { optimisationSchema } from '../scenarios/schema/optimisation.js';
import type { PluginAnswer } from '../scenarios/scenario-plugin.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import { Table } from '../tables/table.js';
import { orderSchema } from './order.js';
import { propose, type ProposalView } from './propose.js';
import { distancesFrom, distanceOf, fitSupport } from './support.js';

const meaning = { en: 'a', zh: '甲' };
const column = (name: string, actionable?: ColumnSpec['actionable']): ColumnSpec => ({
  name,
  kind: 'numeric',
  meaning: { en: `The ${name}`, zh: name },
  missing: 'reject',
  unit: 'kg',
  ...(actionable && { actionable }),
});

const columns = [
  column('heat', { range: [0, 10], step: 0.5, cost: 2 }),
  column('flow', { range: [0, 10], step: 0.5, cost: 1 }),
  column('weather'),
];

type Numbers = Record<string, number>;

const tableOf = (rows: readonly Numbers[]) =>
  Table.fromColumns(
    columns.map(({ name }) => ({ name, type: 'number' as const, values: rows.map((row) => row[name]) })),
  );

const prepare = (table: Table) => ({
  data: Float32Array.from(
    Array.from({ length: table.rows }, (_, row) =>
      columns.map(({ name }) => Number(table.column(name)[row])),
    ).flat(),
  ),
  width: columns.length,
});

/** Training rows all over the square, where the weather is 1. */
const training = tableOf(
  Array.from({ length: 400 }, (_, i) => ({ heat: (i % 20) / 2, flow: Math.floor(i / 20) / 2, weather: 1 })),
);
const support = fitSupport(training, columns, prepare)!;

/** What comes of a row: three for each degree of heat, one of flow. */
function servedWith(halfWidth: number): ProposalView {
  return {
    columns,
    optimisation: optimisationSchema.parse({
      goal: 'maximise',
      limits: [{ name: 'load', meaning, terms: { heat: 1, flow: 1, weather: 1 }, upper: 9 }],
    }),
    readRows: (rows) => tableOf(rows as Numbers[]),
    prepareRows: (rows) => ({ ...prepare(tableOf(rows as Numbers[])), features: [] }),
    answerRows: (rows) =>
      (rows as Numbers[]).map(({ heat, flow }): PluginAnswer => {
        const value = 3 * heat + flow;
        return { prediction: { value, unit: 'MW', interval: [value - halfWidth, value + halfWidth] } };
      }),
  };
}

const ask = (request: object, halfWidth = 1) =>
  propose(
    orderSchema.parse({ features: { heat: 1, flow: 2, weather: 1 }, ...request }),
    servedWith(halfWidth),
    support,
  );

describe('a proposal', () => {
  it('is the best within the limits, with its gain, what binds and what stays', async () => {
    const answer = await ask({});
    expect(answer).toMatchObject({
      verdict: 'improvement',
      unit: 'MW',
      now: { settings: { heat: 1, flow: 2 }, value: 5, cost: 4, supported: true, violates: [] },
      proposal: { settings: { heat: 8, flow: 0 }, value: 24, cost: 16, violates: [] },
      gain: {
        of: 'value',
        value: 19,
        interval: [expect.closeTo(19 - Math.SQRT2), expect.closeTo(19 + Math.SQRT2)],
      },
      kept: { weather: 1 },
      changes: [
        { column: 'heat', meaning: 'The heat', from: 1, to: 8, unit: 'kg' },
        { column: 'flow', meaning: 'The flow', from: 2, to: 0, unit: 'kg' },
      ],
    });
    const { binding = [] } = answer;
    // A unit more of load is worth three of heat; a unit less of flow would be one of heat more, less what it gives itself.
    const price = (kind: string) => binding.find((one) => one.kind === kind)?.price ?? NaN;
    expect(price('limit')).toBeCloseTo(3, 2);
    expect(price('bound')).toBeCloseTo(2, 2);
    expect(binding.find(({ kind }) => kind === 'limit')).toMatchObject({
      name: 'load',
      meaning: 'a',
      side: 'upper',
    });
    expect(await ask({})).toEqual(answer);
  });

  it('is none where the gain is less than what is uncertain', async () => {
    const answer = await ask({}, 20);
    expect(answer).toMatchObject({ verdict: 'stay', gain: { value: 19 } });
    expect(answer.proposal).toBeUndefined();
    expect(answer.text).toMatch(/^No improvement/u);
  });

  it('names what cannot be kept', async () => {
    const limits = [{ name: 'least', terms: { heat: 1, flow: 1 }, lower: 30 }];
    expect(await ask({ limits })).toMatchObject({
      verdict: 'infeasible',
      contradiction: { limits: ['least'], settings: ['heat', 'flow'] },
    });
  });

  it('says where no data support an answer', async () => {
    const answer = await ask({ features: { heat: 1, flow: 2, weather: 7 } });
    expect(answer).toMatchObject({ verdict: 'unsupported', now: { supported: false } });
  });

  it('puts right what breaks a limit or misses what is required', async () => {
    expect(await ask({ features: { heat: 9, flow: 9, weather: 1 } })).toMatchObject({
      verdict: 'repair',
      now: { violates: ['load'] },
      proposal: { violates: [] },
    });
    const cheapest = await ask({ goal: { cheapest: { atLeast: 10 } } });
    expect(cheapest).toMatchObject({ verdict: 'repair', gain: { of: 'cost' } });
    expect(cheapest.proposal?.interval?.[0]).toBeGreaterThanOrEqual(10);
    expect(cheapest.proposal?.cost).toBeLessThanOrEqual(8);
  });

  it('keeps what a request does not let change, and takes its limits and costs', async () => {
    const answer = await ask({
      settable: { flow: false, heat: { range: [2, 4] } },
      limits: [{ name: 'load', terms: { heat: 1 }, upper: 3 }],
    });
    expect(answer.proposal?.settings).toEqual({ heat: 3 });
    expect(answer.kept).toEqual({ flow: 2, weather: 1 });
  });

  it.each([
    [{ settable: { weather: { range: [0, 1] } } }, '/settable/weather'],
    [{ settable: { heat: { range: [0, 11] } } }, '/settable/heat/range'],
    [{ settable: { heat: false, flow: false } }, '/settable'],
    [{ limits: [{ name: 'x', terms: { colour: 1 }, upper: 1 }] }, '/limits/0/terms/colour'],
  ])('refuses %j at %s', async (request, pointer) => {
    const error = await ask(request).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).details.map((detail) => detail.pointer)).toEqual([pointer]);
  });
});

describe('what is kept of the training', () => {
  it('is a part of the rows, by which others are near', () => {
    expect(support.columns).toEqual(['heat', 'flow']);
    expect(support.settings).toHaveLength(200);
    expect(Object.keys(support)).not.toContain('rows');
    const [near, far] = distancesFrom(
      support,
      prepare(
        tableOf([
          { heat: 3, flow: 4, weather: 1 },
          { heat: 3, flow: 4, weather: 9 },
        ]),
      ),
    );
    expect(near).toBeLessThan(distanceOf(support, 0.95));
    expect(far).toBeGreaterThan(distanceOf(support, 1));
  });

  it('is none of few rows', () => {
    expect(
      fitSupport(training.take(Int32Array.from({ length: 49 }, (_, i) => i)), columns, prepare),
    ).toBeUndefined();
  });
});
