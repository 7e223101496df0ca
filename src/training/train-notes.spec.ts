import { expect, it } from '@jest/globals';
import type { Report } from '../learning/report.js';
import { tinySpec } from '../scenarios/scenario.fixture.js';
import { trainScenario } from './train-scenario.js';
import { csvOf, tinyHome, tinyRows } from './training.fixture.js';

it('a training counts the rows that cannot be read, and says in its report and its card which they are', async () => {
  const rows = [{ size: 'many', colour: 'b', target: 'x' }, ...tinyRows(120)];
  rows[5] = { ...rows[5], target: '' };
  const home = await tinyHome(tinySpec(), csvOf(rows));
  const { scenario, context } = home;
  const { report, model } = await trainScenario({ scenario }, context);
  expect(report.data).toMatchObject({ rows: 119, rejected: 2 });
  expect(report.notes?.filter(({ code }) => code !== 'ended-early')).toMatchObject([
    { code: 'rows-left-out', column: 'size', count: 1, lines: [2] },
    { code: 'rows-left-out', column: 'class', count: 1, lines: [7] },
  ]);
  const { files } = await context.registry.load(model);
  const text = (name: string) => Buffer.from(files.get(name) ?? []).toString('utf8');
  expect((JSON.parse(text('report.json')) as Report).notes).toEqual(report.notes);
  expect(text('card.md')).toContain(
    '## Notes on the data and the training\n\n- 1 row was left out of the training: expected a number in "size". Line 2.',
  );
  await home.remove();
});
