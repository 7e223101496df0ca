import { afterEach, expect, it } from '@jest/globals';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import { numericTarget, tinySpec } from '../scenarios/scenario.fixture.js';
import { trainScenario } from './train-scenario.js';
import { csvOf, numericRows, tinyHome, type TinyHome } from './training.fixture.js';

let home: TinyHome;

afterEach(() => home.remove());

it('a picture shows the line over the only input, whatever columns stand beside it', async () => {
  const [size, colour] = tinySpec().columns;
  const context: ColumnSpec = { ...colour, role: 'context', missing: 'allow' };
  const spec = tinySpec({ ...numericTarget, columns: [size, context], sensitive: [] });
  home = await tinyHome(spec, csvOf(numericRows(100), 'price'));
  await trainScenario({ scenario: home.scenario }, home.context);
  const { files } = await home.context.registry.load({ scenario: spec.id, version: 1 });
  const svg = Buffer.from(files.get('plot.svg') ?? '').toString('utf8');
  expect(svg).toContain('>size<');
  expect(svg).toContain('>price (CNY)<');
  expect(svg).not.toMatch(/NaN|Infinity|undefined|actual/);
});
