import { afterEach, expect, it } from '@jest/globals';
import { createRandom } from '../core/random.js';
import { numericTarget, tinySpec } from '../scenarios/scenario.fixture.js';
import { trainScenario } from './train-scenario.js';
import { csvOf, tinyHome, type TinyHome, type TinyRow } from './training.fixture.js';

let home: TinyHome | undefined;
afterEach(() => home?.remove());

/** 2 x size + 5 for blue, far from 0 and with little noise, so that a half-trained model is far off. */
function steepRows(count: number): TinyRow[] {
  const random = createRandom(26);
  return Array.from({ length: count }, () => {
    const size = random.next() * 10;
    const blue = random.next() < 0.5;
    const price = 100 + 20 * size + (blue ? 5 : 0) + random.normal();
    return { size: size.toFixed(3), colour: blue ? 'b' : 'r', target: price.toFixed(3) };
  });
}

const linear = tinySpec({
  ...numericTarget,
  model: { architecture: 'linear', options: {} },
  training: {},
});

it('a declared linear model whose training is left open is solved as well as one beside another network', async () => {
  home = await tinyHome(linear, csvOf(steepRows(300), 'price'));
  const { report } = await trainScenario(home, home.context);
  expect(report.metrics.rmse?.value).toBeLessThan(1.3);
  expect(report.notes).toEqual([]);
});

it('what is declared takes the place of the recipe key by key, and a training that ends too early is noted', async () => {
  home = await tinyHome({ ...linear, training: { epochs: 5 } }, csvOf(steepRows(300), 'price'));
  const { report } = await trainScenario(home, home.context);
  expect(report.candidates[0].epochs[0].run).toBe(5);
  expect(report.notes).toMatchObject([{ code: 'ended-early' }]);
});
