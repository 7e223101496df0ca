import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { InvalidInputError, TooLargeError } from '../../../core/errors.js';
import { isFinal } from '../../../jobs/failure.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { numericTarget, tinySpec } from '../../../scenarios/scenario.fixture.js';
import { failureOf } from '../../../training/run-in-background.js';
import { csvOf, numericRows, tinyHome, tinyRows, type TinyHome } from '../../../training/training.fixture.js';
import { loadTrainingData } from './training-data.js';

let home: TinyHome | undefined;
afterEach(() => home?.remove());

async function load(spec: ScenarioSpec, csv: string) {
  home = await tinyHome(spec, csv);
  return loadTrainingData(home.scenario, home.context.datasets);
}

describe('data to learn from', () => {
  it('without rows is refused as that, whatever is learnt', async () => {
    const loading = load(tinySpec(), csvOf([]));
    await expect(loading).rejects.toBeInstanceOf(InvalidInputError);
    await expect(loading).rejects.toThrow('rows.csv: there are no rows');
  });

  it('has no target that networks cannot count in: such rows are left out, and named when they are most', async () => {
    const rows = numericRows(20);
    const spec = tinySpec(numericTarget);
    const huge = rows.map((row, i) => (i < 3 ? { ...row, target: i === 1 ? '-3.5e38' : '1e308' } : row));
    const data = await load(spec, csvOf([...huge, { ...rows[0], target: '-3.4e38' }], 'price'));
    expect(data.source).toMatchObject({ rows: 18, rejected: 3 });
    expect(data.sourceRows[0]).toBe(3);
    expect(data.targets.at(-1)).toBe(-3.4e38);

    const all = load(
      spec,
      csvOf(
        rows.map((row) => ({ ...row, target: '1e308' })),
        'price',
      ),
    );
    await expect(all).rejects.toThrow('20 of 20 rows cannot be read');
    await expect(all).rejects.toMatchObject({
      details: expect.arrayContaining([
        {
          column: 'price',
          row: 1,
          line: 2,
          expected: 'a number from -3.4e38 to 3.4e38 (networks count in float32)',
          received: '1e+308',
        },
      ]),
    });
  });

  it('has no target beyond the scale of a distribution: such rows are left out with their reason', async () => {
    const grades = numericTarget.target!;
    const spec = tinySpec({
      ...numericTarget,
      target: { ...grades, kind: 'numeric', range: [0, 10] },
      task: { name: 'distribution', options: {} },
    });
    const graded = tinyRows(20).map((row, i) => ({
      ...row,
      target: String(i === 4 ? 99 : i === 7 ? -1 : i % 11),
    }));
    const data = await load(spec, csvOf(graded, 'price'));
    expect(data.source).toMatchObject({ rows: 18, rejected: 2 });
    expect(data.targets).not.toContain(99);
    await home?.remove();

    const none = load(
      spec,
      csvOf(
        graded.map((row) => ({ ...row, target: '99' })),
        'price',
      ),
    );
    await expect(none).rejects.toMatchObject({
      details: expect.arrayContaining([
        {
          column: 'price',
          row: 1,
          line: 2,
          expected: 'a value of the scale from 0 to 10 (the range of the target)',
          received: '99',
        },
      ]),
    });
  });

  it('may hold huge inputs: they are standardised', async () => {
    const rows = tinyRows(20).map((row) => ({ ...row, size: '1e308' }));
    expect((await load(tinySpec(), csvOf(rows))).source.rejected).toBe(0);
  });

  it('of more rows than can be told apart is refused before it is read, for good', async () => {
    home = await tinyHome(tinySpec(), csvOf([]));
    const file = join(home.root, 'many.csv.gz');
    const rows = Buffer.alloc(6 * 2 ** 24, '1,b,x\n');
    await writeFile(file, Buffer.concat([gzipSync('size,colour,class\n'), gzipSync(rows, { level: 1 })]));
    const failure: unknown = await loadTrainingData(home.scenario, home.context.datasets, { file }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(TooLargeError);
    // Where there is less memory it is that which does not suffice.
    expect((failure as Error).message).toMatch(/expected at most 16777215 rows|does not fit the memory/);
    expect(isFinal(failure)).toBe(true);
  });

  it('has one spelling of a learnt category, whatever tool wrote the file', async () => {
    const columns = tinySpec().columns.map((column) =>
      column.name === 'colour' ? { ...column, categories: undefined } : column,
    ) as ScenarioSpec['columns'];
    const spec = tinySpec({ columns });
    const colours = (b: string, r: string) =>
      csvOf(tinyRows(40).map((row) => ({ ...row, colour: row.colour === 'b' ? b : r })));
    const plain = await load(spec, colours('1', 'caf\u00e9'));
    await home?.remove();
    const other = await load(spec, colours('1.0', ' cafe\u0301'));
    expect(other.table.column('colour')).toEqual(plain.table.column('colour'));
    expect(new Set(other.table.column('colour'))).toEqual(new Set(['1', 'caf\u00e9']));
  });

  it('lacks what is a declared missing token: the target, and an input that is then filled', async () => {
    const columns = tinySpec().columns.map((column) => ({ ...column, missing_tokens: ['-999'] }));
    const rows = numericRows(40).map((row, i) => ({
      ...row,
      ...(i === 3 && { size: '-999.0' }),
      ...(i === 4 && { target: '-999' }),
    }));
    const target = { ...numericTarget.target!, missing_tokens: ['-999'] };
    const data = await load(tinySpec({ ...numericTarget, columns, target }), csvOf(rows, 'price'));
    expect(data.source).toMatchObject({ rows: 39, rejected: 1 });
    expect(data.table.column('size')[3]).toBeNull();
    expect(data.notes).toMatchObject([{ code: 'rows-left-out', column: 'price', lines: [6] }]);
  });

  it('that does not fit the memory of its thread fails for good', () => {
    const died = Object.assign(new Error('gone'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
    expect(failureOf('train test/tiny', died)).toBeInstanceOf(TooLargeError);
    expect(isFinal(failureOf('train test/tiny', died))).toBe(true);
    expect(failureOf('train test/tiny', new TypeError('other'))).toBeInstanceOf(TypeError);
  });
});
