import { afterEach, describe, expect, it } from '@jest/globals';
import { splitRows } from '../tables/splits/split-rows.js';
import { numericTarget, tinySpec } from '../scenarios/scenario.fixture.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { targetsOf } from '../scenarios/targets.js';
import type { TrainResult } from './train-scenario.js';
import {
  csvOf,
  filesOf,
  jsonOf,
  numericRows,
  tinyRows,
  TinyHomes,
  train,
  type TinyRow,
} from './training.fixture.js';

const homes = new TinyHomes();

afterEach(() => homes.remove());

const homeOf = (spec: ScenarioSpec, csv: string) => homes.open(spec, csv);

const rows = tinyRows(120);

/** What may differ between two runs of one seed. */
function withoutTimes(files: Map<string, Buffer>): Record<string, string> {
  const report = jsonOf(files, 'report.json');
  const candidates = (report.candidates as object[]).map((candidate) => ({ ...candidate, seconds: 0 }));
  return {
    ...Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.toString('base64')])),
    'report.json': JSON.stringify({ ...report, trainedAt: '', seconds: 0, candidates }),
    'card.md':
      files
        .get('card.md')
        ?.toString('utf8')
        .replace(/^Trained .*$/m, '') ?? '',
  };
}

describe('a training that is repeated', () => {
  it.each<[string, Partial<ScenarioSpec>]>([
    ['one held-out part', {}],
    ['folds', { split: { method: 'stratified', test: 0.2, validation: { folds: 3 } } }],
    ['dropout', { model: { architecture: 'mlp', options: { hidden: [4], dropout: 0.3 } } }],
  ])('gives the same bytes for the same seed, times aside: %s', async (_, changes) => {
    const home = await homeOf(tinySpec(changes), csvOf(rows));
    await train(home, { seed: 3 });
    await train(home, { seed: 3 });
    await train(home, { seed: 4 });
    const [first, second, other] = [await filesOf(home, 1), await filesOf(home, 2), await filesOf(home, 3)];
    expect(withoutTimes(second)).toEqual(withoutTimes(first));
    expect(other.get('weights.bin')).not.toEqual(first.get('weights.bin'));
  });

  it('takes the seed of the specification when none is given', async () => {
    const home = await homeOf(tinySpec({ seed: 3 }), csvOf(rows));
    await train(home, { seed: 3 });
    await train(home);
    expect((await filesOf(home, 2)).get('weights.bin')).toEqual((await filesOf(home, 1)).get('weights.bin'));
  });
});

describe('the rows held out', () => {
  const learnt = ['model.json', 'weights.bin', 'preparation.json'];
  /** Another value in every cell: beyond all others, missing, of a colour that nobody has seen. */
  const strange = (row: TinyRow, i: number): TinyRow => ({
    ...row,
    size: i % 2 === 0 ? '9.99' : '',
    colour: 'green',
  });

  async function twice(spec: ScenarioSpec, given: readonly TinyRow[], changed: readonly TinyRow[]) {
    const target = targetsOf(spec)[0].name;
    const both = [await homeOf(spec, csvOf(given, target)), await homeOf(spec, csvOf(changed, target))];
    const results: [TrainResult, Map<string, Buffer>][] = [];
    for (const home of both) results.push([await train(home), await filesOf(home)]);
    return results;
  }

  const stratified = (given: readonly TinyRow[]) =>
    splitRows({
      method: 'stratified',
      labels: given.map((row) => row.target),
      fractions: { validation: 0, test: 0.2 },
      seed: 0,
    });
  const random = (given: readonly TinyRow[]) =>
    splitRows({ method: 'random', rows: given.length, fractions: { validation: 0, test: 0.2 }, seed: 0 });

  it.each<[string, ScenarioSpec]>([
    ['one held-out part', tinySpec()],
    ['folds', tinySpec({ split: { method: 'stratified', test: 0.2, validation: { folds: 3 } } })],
  ])('teach nothing: other features change no byte of what was learnt (%s)', async (_, spec) => {
    const held = new Set(stratified(rows).test);
    const changed = rows.map((row, i) => (held.has(i) ? strange(row, i) : row));
    const [[before, first], [after, second]] = await twice(spec, rows, changed);
    for (const name of learnt) expect(second.get(name)).toEqual(first.get(name));
    expect(after.report.candidates.map((c) => c.validation)).toEqual(
      before.report.candidates.map((c) => c.validation),
    );
    expect(after.report.metrics).not.toEqual(before.report.metrics);
  });

  it('teach nothing: other targets change no byte of what was learnt', async () => {
    const given = numericRows(100);
    const held = new Set(random(given).test);
    const changed = given.map((row, i) => (held.has(i) ? { ...strange(row, i), target: '1000' } : row));
    const [[before, first], [after, second]] = await twice(tinySpec({ ...numericTarget }), given, changed);
    for (const name of learnt) expect(second.get(name)).toEqual(first.get(name));
    expect(after.headline.value).not.toEqual(before.headline.value);
  });

  it('are told from the others: one changed row to learn from changes what is learnt', async () => {
    const [learner] = stratified(rows).training;
    const changed = rows.map((row, i) => (i === learner ? strange(row, 0) : row));
    const [[, first], [, second]] = await twice(tinySpec(), rows, changed);
    expect(second.get('weights.bin')).not.toEqual(first.get('weights.bin'));
  });
});
