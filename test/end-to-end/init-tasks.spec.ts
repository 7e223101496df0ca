import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../src/core/random.js';
import { runHere } from './run-here.fixture.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-init-tasks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = () => ({
  SEXTANT_HOME: join(folder, 'home'),
  SEXTANT_SCENARIOS: join(folder, 'mine'),
});

/** Draft a scenario `own/<name>` from such rows. */
async function init(name: string, rows: readonly (readonly (string | number)[])[], ...options: string[]) {
  const file = join(folder, `${name}.csv`);
  await writeFile(file, rows.map((cells) => `${cells.join(',')}\n`).join(''));
  const ended = await runHere(['init', file, '--into', join(folder, 'mine'), ...options], environment());
  const path = join(folder, 'mine', 'own', name, 'scenario.yaml');
  return { ...ended, draft: await readFile(path, 'utf8').catch(() => '') };
}

async function trained(name: string) {
  return runHere(['train', `own/${name}`], environment());
}

const day = 86_400_000;
const dayAt = (i: number) => new Date(Date.UTC(2024, 0, 1) + i * day).toISOString().slice(0, 10);

/** Sales of two shops, day by day, with a week's rhythm. */
function sales(): (string | number)[][] {
  const random = createRandom(2);
  const rows = Array.from({ length: 150 }, (_, i) =>
    ['Nord', 'Süd'].map((shop, at) => [dayAt(i), shop, (20 + 10 * at + (i % 7) + random.next()).toFixed(2)]),
  );
  return [['day', 'shop', 'sold'], ...rows.flat()];
}

/** What customers of two tastes bought. */
function purchases(names: readonly string[]): (string | number)[][] {
  const random = createRandom(3);
  const rows = Array.from({ length: 60 }, (_, customer) =>
    Array.from({ length: 6 }, () => [`K${customer}`, `P${(customer % 2) * 10 + random.integer(10)}`]),
  );
  return [[...names], ...rows.flat()];
}

describe('sextant init of a series', () => {
  it('drafts a forecast that trains as it stands', async () => {
    const { status, stderr, draft } = await init('sales', sales());
    expect(status).toBe(0);
    expect(stderr).toContain('day rises by 1d for each shop, so the draft is of a forecast');
    for (const line of [
      'group: shop',
      'order: day',
      'step: 1d',
      'window: 28',
      'seasons: [7d]',
      'range: [0, 46]',
    ]) {
      expect(draft).toContain(line);
    }
    const { status: end, stdout } = await trained('sales');
    expect(end).toBe(0);
    expect(stdout).toContain('It is the champion now.');
  });

  it('drafts what is asked for, whatever the file looks like', async () => {
    const { draft } = await init('sales-rows', sales(), '--task', 'regression');
    expect(draft).toContain('task: { name: regression }');
    const codes = Array.from({ length: 60 }, (_, i) => [i, i % 3]);
    const classes = await init('codes', [['size', 'code'], ...codes], '--task', 'classification');
    expect(classes.draft).toContain('metrics: { primary: macro_f1 }');
  });

  it('says why there is no series, when it is asked for one', async () => {
    const table = Array.from({ length: 60 }, (_, i) => [`n${i % 7}`, i]);
    const noDate = await init('no-date', [['name', 'sold'], ...table], '--task', 'forecast');
    expect(noDate.stderr).toContain('name: categorical, sold: numeric');

    const random = createRandom(5);
    let at = 0;
    const irregular = Array.from({ length: 60 }, (_, i) => [dayAt((at += 1 + random.integer(4))), i * 1.5]);
    const steps = await init('irregular', [['day', 'sold'], ...irregular], '--task', 'forecast');
    expect(steps.stderr).toMatch(
      /expected one distance between most rows.*received distances of \dd \(\d\d %\), /su,
    );

    const few = Array.from({ length: 30 }, (_, i) => [dayAt(i), i * 1.5]);
    const short = await init('few', [['day', 'sold'], ...few], '--task', 'forecast');
    expect(short.stderr).toContain('received 30 in the longest series');

    const text = await init(
      'text',
      [['day', 'colour'], ...few.map(([when], i) => [when, i % 2 ? 'red' : 'blue'])],
      '--task',
      'forecast',
    );
    expect(text.stderr).toContain('The column colour cannot be forecast.');

    const shops = sales()
      .slice(1)
      .flatMap(([when, shop, sold]) => [
        [when, shop, 'bread', sold],
        [when, shop, 'cake', sold],
      ]);
    const two = await init('two', [['day', 'shop', 'product', 'sold'], ...shops], '--task', 'forecast');
    expect(two.stderr).toContain('shop and product tell them apart together');
    for (const ended of [noDate, steps, short, text, two])
      expect(ended).toMatchObject({ status: 1, draft: '' });
  });
});

describe('sextant init of interactions', () => {
  it('drafts a recommendation that trains as it stands', async () => {
    const { status, stderr, draft } = await init('purchases', purchases(['customer', 'product']));
    expect(status).toBe(0);
    expect(stderr).toContain('so the draft is of a recommendation');
    expect(draft).toContain('heldOut: random # ? ');
    const { status: end, stdout } = await trained('purchases');
    expect(end).toBe(0);
    expect(stdout).toContain('It is the champion now.');
  });

  it('asks where columns are called otherwise, and takes those that are named', async () => {
    const asked = ['--task', 'recommendation'];
    const { draft } = await init('pairs', purchases(['a', 'b']), ...asked);
    expect(draft).toContain('user: a # ? 60 customers; found by the number of different values: is it?');
    const named = await init('named', purchases(['a', 'b']), '--user', 'a', '--item', 'b');
    expect(named.draft).toContain('item: b # 20 products');
    const none = await init(
      'none',
      [
        ['a', 'b'],
        ['x', 'y'],
        ['z', 'w'],
      ],
      ...asked,
    );
    expect(none.stderr).toContain('two columns of texts or whole numbers');
    const once = await init(
      'once',
      [
        ['user', 'item'],
        ...purchases([])
          .slice(1)
          .map(([user]) => [user, 'P1']),
      ],
      '--user',
      'user',
      '--item',
      'item',
    );
    expect(once.stderr).toContain('customers with 3 different values of item or more');
  });
});

describe('sextant init with several targets', () => {
  const rows = Array.from({ length: 80 }, (_, i) => [i % 9, i % 2 ? 'yes' : 'no', i % 3 ? 'a' : 'b', i / 4]);
  const table = [['x', 'returned', 'paid', 'weight'], ...rows];

  it('drafts one scenario of them', async () => {
    const { status, draft } = await init('several', table, '--target', 'returned', '--target', 'paid');
    expect(status).toBe(0);
    expect(draft).toContain('targets:\n  - name: returned');
    expect(draft).toContain('    positive: b # ? ');
    expect(draft).toContain('split: { method: random, test: 0.2 }');
    expect((await trained('several')).status).toBe(0);
  });

  it('refuses those of two sorts', async () => {
    const { status, stderr } = await init('sorts', table, '--target', 'weight', '--target', 'paid');
    expect(status).toBe(1);
    expect(stderr).toContain('received weight: a number; paid: 2 classes');
  });
});
