import { trainScenario } from './train-scenario.js';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { numericTarget, tinySpec } from '../scenarios/scenario.fixture.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { csvOf, numericRows, tinyRows, TinyHomes, train, type TinyHome } from './training.fixture.js';

const homes = new TinyHomes();

afterEach(() => homes.remove());

const homeOf = (spec: ScenarioSpec, csv: string) => homes.open(spec, csv);

const championOf = async ({ context, scenario }: TinyHome) =>
  (await context.registry.champion(scenario.spec.id))?.version;

const reasonsOf = async ({ context, scenario }: TinyHome) =>
  (await context.registry.history(scenario.spec.id)).events.map(({ reason }) => reason);

const price = { ...tinySpec(numericTarget), columns: tinySpec().columns.slice(0, 1), sensitive: [] };

/** The largest fifth is held out. */
const bySize: ScenarioSpec = {
  ...price,
  split: { method: 'time', column: 'size', test: 0.2, validation: { fraction: 0.2 } },
};

/** Targets that rise with size where it is learnt, and are others among the largest fifth. */
const turning = (count: number, largest: (size: number) => number) =>
  Array.from({ length: count }, (_, i) => {
    const size = (10 * i) / count;
    return { size: size.toFixed(3), colour: 'r', target: (size < 8 ? size / 2 : largest(size)).toFixed(3) };
  });

describe('a version that would take the place of a champion', () => {
  it('does not when it is worse on the same rows, and says by how much', async () => {
    const home = await homeOf(bySize, csvOf(numericRows(300), 'price'));
    await train(home);
    const file = await home.write(
      'misleading.csv',
      csvOf(
        turning(300, (x) => 2 * x + 1),
        'price',
      ),
    );
    const { promoted, promotion, promotionCode, comparison } = await train(home, { file });
    expect([promoted, promotionCode]).toEqual([false, 'worse-than-champion']);
    expect(comparison).toMatchObject({ champion: 'test/tiny@1', metric: 'rmse', rows: 60 });
    const { value, championValue, difference } = comparison ?? {};
    expect(difference?.value).toBeCloseTo(Number(value) - Number(championValue), 9);
    expect(difference?.lower).toBeGreaterThan(5);
    expect(promotion).toMatch(
      /^worse than the champion: rmse \d+\.\d{4} beside [01]\.\d{4} of test\/tiny@1 on the same 60 rows/,
    );
    expect(await championOf(home)).toBe(1);
  });

  it('does when both are the same, and the ledger says on what it was judged', async () => {
    const home = await homeOf(tinySpec(), csvOf(tinyRows(120)));
    expect((await train(home)).promotionCode).toBe('first');
    const { promoted, promotionCode, comparison } = await train(home);
    expect([promoted, promotionCode]).toEqual([true, 'not-worse']);
    expect(comparison?.difference).toEqual({ value: 0, lower: 0, upper: 0 });
    expect((await reasonsOf(home)).at(-1)).toMatch(
      /^trained on file rows\.csv; not worse: auc .* beside .* of test\/tiny@1 on the same 24 rows/,
    );
  });

  it('is judged on the same rows whatever seed its networks start from', async () => {
    const home = await homeOf(tinySpec(), csvOf(tinyRows(1000)));
    await train(home, { seed: 1 });
    const { comparison } = await train(home, { seed: 2 });
    expect(comparison?.rows).toBe(200);
  });

  it('is judged only on rows of the same data that a champion which divided them otherwise has not learnt from', async () => {
    const home = await homeOf(tinySpec(), csvOf(tinyRows(120)));
    const { spec } = home.scenario;
    await train(home);
    const scenario = { ...home.scenario, spec: { ...spec, seed: spec.seed + 1 } };
    const { promoted, promotion } = await trainScenario({ scenario }, home.context);
    expect(promoted).toBe(false);
    expect(promotion).toMatch(/^only \d rows held out are new to test\/tiny@1 too, too few to compare both/);
  });

  it('is judged beside the one that answers where the champion is damaged', async () => {
    const home = await homeOf(bySize, csvOf(numericRows(300), 'price'));
    for (const seed of [1, 2]) await train(home, { seed });
    expect(await championOf(home)).toBe(2);
    await writeFile(join(home.root, 'home', 'models', 'test', 'tiny', '2', 'weights.bin'), 'half');
    const file = await home.write(
      'misleading.csv',
      csvOf(
        turning(300, (x) => 2 * x + 1),
        'price',
      ),
    );
    const { promoted, comparison } = await train(home, { file });
    expect(promoted).toBe(false);
    expect(comparison).toMatchObject({ champion: 'test/tiny@1', rows: 60 });
  });

  it('does where the champion does not fit the scenario any more, which could answer nobody', async () => {
    const home = await homeOf(
      tinySpec({ columns: tinySpec().columns.slice(0, 1), sensitive: [] }),
      csvOf(tinyRows(120)),
    );
    await train(home);
    home.scenario.spec = tinySpec();
    expect(await train(home)).toMatchObject({ promoted: true, comparison: undefined });
  });
});

describe('a version that no figure speaks for', () => {
  it('does not serve, not even as the first, after a few rows', async () => {
    const home = await homeOf(price, csvOf(numericRows(300), 'price'));
    await train(home);
    const file = await home.write('seven.csv', csvOf(numericRows(7, 5), 'price'));
    const { promoted, promotion } = await train(home, { file });
    expect(promoted).toBe(false);
    expect(promotion).toMatch(/too few to tell how good it is|is not defined|a constant is better/);
    expect(await championOf(home)).toBe(1);
    const first = await homeOf(price, csvOf(numericRows(12), 'price'));
    expect(await train(first)).toMatchObject({ promoted: false });
    expect(await championOf(first)).toBeUndefined();
  });

  it('does not serve where a constant is better', async () => {
    const home = await homeOf(
      bySize,
      csvOf(
        turning(300, () => 2),
        'price',
      ),
    );
    const { promoted, promotion } = await train(home);
    expect(promoted).toBe(false);
    expect(promotion).toMatch(/^a constant is better: rmse \d+\.\d{4} beside \d+\.\d{4}$/);
  });

  it('does not serve where its figure is not defined', async () => {
    const rows = tinyRows(200).map((row, i) => ({
      ...row,
      size: String(i),
      target: i < 100 ? (i % 2 ? 'x' : 'g') : 'g',
    }));
    const split = { method: 'time', column: 'size', test: 0.2, validation: { fraction: 0.5 } } as const;
    const home = await homeOf(tinySpec({ split }), csvOf(rows));
    const { promoted, promotion } = await train(home);
    expect(promoted).toBe(false);
    expect(promotion).toBe('auc is not defined on the 40 rows held out');
  });

  it('serves for a reason that the ledger keeps', async () => {
    const home = await homeOf(price, csvOf(numericRows(12), 'price'));
    const reason = 'the only rows that there are';
    expect(await train(home, { promote: { reason } })).toMatchObject({
      promoted: true,
      promotion: reason,
      promotionCode: 'ordered',
    });
    expect((await reasonsOf(home)).at(-1)).toBe(reason);
  });
});
