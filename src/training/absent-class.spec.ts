import { afterEach, expect, it } from '@jest/globals';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { numericSpec } from '../tables/columns/columns.fixture.js';
import { tinySpec } from '../scenarios/scenario.fixture.js';
import { trainScenario } from './train-scenario.js';
import { tinyHome, tinyRows, type TinyHome } from './training.fixture.js';

let home: TinyHome | undefined;
afterEach(() => home?.remove());

/** Rows in the order of a day, where those of some days are never bad. */
function datedCsv(never: (day: number) => boolean): string {
  const lines = tinyRows(100).map(({ size, colour, target }, day) => {
    return `${day},${size},${colour},${never(day) ? 'g' : target}`;
  });
  return `${['day,size,colour,class', ...lines].join('\n')}\n`;
}

const dated: ScenarioSpec = tinySpec({
  columns: [numericSpec({ name: 'day' }), ...tinySpec().columns],
  split: { method: 'time', column: 'day', test: 0.2, validation: { fraction: 0.2 } },
});

const train = async (never: (day: number) => boolean) => {
  home = await tinyHome(dated, datedCsv(never));
  return trainScenario(home, home.context);
};

it('rows to choose by without a class choose by the loss, which the report says', async () => {
  const { report } = await train((day) => day >= 60 && day < 80);
  expect(report.served.reason).toContain('lowest loss, for auc is not defined');
  expect(report.served.reason).not.toContain('NaN');
  expect(report.notes?.filter(({ code }) => code === 'class-absent').map(({ text }) => text.en)).toEqual([
    expect.stringContaining(
      'Of the class "x" (bad) the rows by which the candidates were compared have none',
    ),
  ]);
});

it('rows held out without a class are said to lack it, and no version becomes champion on them', async () => {
  const { report, promoted } = await train((day) => day >= 80);
  expect(promoted).toBe(false);
  expect(report.metrics.auc).toEqual({ value: null, lower: null, upper: null });
  expect(report.notes).toContainEqual(
    expect.objectContaining({
      code: 'class-absent',
      text: expect.objectContaining({ en: expect.stringContaining('held out have none') }),
    }),
  );
});
