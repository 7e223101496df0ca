import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../src/core/random.js';
import { runHere } from './run-here.fixture.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-init-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = () => ({
  SEXTANT_HOME: join(folder, 'home'),
  SEXTANT_SCENARIOS: join(folder, 'mine'),
});

/** Customers of a shop as a German spreadsheet writes them, in Latin letters of one byte. */
async function customers(): Promise<string> {
  const random = createRandom(4);
  const rows = Array.from({ length: 200 }, (_, i) => {
    const sales = 3000 * random.next();
    const leaves = random.next() < (sales < 1000 ? 0.9 : 0.05);
    const amount = sales.toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const day = `${String(1 + random.integer(28)).padStart(2, '0')}.06.2024`;
    return `K${i};${amount};${day};${random.next() < 0.5 ? 'Monat' : 'Jahr'};${leaves ? 'ja' : 'nein'}`;
  });
  const path = join(folder, 'Kunden 2024.csv');
  const text = `${['Kunde;Umsatz;Datum;Verträge;gekündigt', ...rows].join('\n')}\n`;
  await writeFile(path, Buffer.from(text, 'latin1'));
  return path;
}

describe('sextant init', () => {
  it('drafts a scenario that trains as it stands, and asks what a person must decide', async () => {
    const file = await customers();
    const drafted = await runHere(['init', file, '--into', join(folder, 'mine')], environment());
    expect(drafted).toMatchObject({ status: 0 });
    expect(drafted.stdout).toContain('200 rows');
    expect(drafted.stderr).toContain('no UTF-8, so it is taken for windows-1252');
    expect(drafted.stderr).toContain('gekündigt is the last column');
    const text = await readFile(join(folder, 'mine', 'own', 'kunden-2024', 'scenario.yaml'), 'utf8');
    for (const line of [
      'id: own/kunden-2024',
      'data: { file: rows.csv, encoding: windows-1252 }',
      'kind: identifier',
      'decimal: ","',
      'thousands: "."',
      'format: dd.MM.yyyy',
      'positive: ja # ? ',
      '# range: [',
    ]) {
      expect(text).toContain(line);
    }
    const rows = await readFile(join(folder, 'mine', 'own', 'kunden-2024', 'rows.csv'));
    expect(rows).toEqual(await readFile(file));
    const trained = await runHere(['train', 'own/kunden-2024'], environment());
    expect(trained).toMatchObject({ status: 0 });
    expect(trained.stdout).toContain('It is the champion now.');
    const again = await runHere(
      ['init', file, '--encoding', 'windows-1252', '--into', join(folder, 'mine')],
      environment(),
    );
    expect(again.status).not.toBe(0);
    expect(again.stderr).toContain('exists already');
  });

  it('takes a file as it is, without a header and with another target', async () => {
    const file = join(folder, 'plain.csv');
    const rows = Array.from({ length: 50 }, (_, i) => `${i * 2.5},red,${i % 2 === 0 ? 'a' : 'b'}`);
    await writeFile(file, `${rows.join('\n')}\n`);
    const options = [
      '--no-header',
      '--target',
      'column_1',
      '--id',
      'retail/plain',
      '--into',
      join(folder, 'two'),
    ];
    expect(await runHere(['init', file, ...options], environment())).toMatchObject({ status: 0, stderr: '' });
    const text = await readFile(join(folder, 'two', 'retail', 'plain', 'scenario.yaml'), 'utf8');
    expect(text).toContain('task: { name: regression }');
    expect(text).toContain('# ? the same in every row: it tells nothing');
    expect(await readFile(join(folder, 'two', 'retail', 'plain', 'rows.csv'), 'utf8')).toBe(
      `column_1,column_2,column_3\n${rows.join('\n')}\n`,
    );
  });

  it('writes rows anew whose delimiter would not be found out', async () => {
    const file = join(folder, 'stars.csv');
    const rows = Array.from({ length: 50 }, (_, i) => `${i * 2.5}*red, blue*${i % 2 === 0 ? 'a' : 'b'}`);
    await writeFile(file, `size*colour*kind\n${rows.join('\n')}\n`);
    const options = ['--delimiter', '*', '--target', 'kind', '--into', join(folder, 'four')];
    expect(await runHere(['init', file, ...options], environment())).toMatchObject({ status: 0, stderr: '' });
    const written = await readFile(join(folder, 'four', 'own', 'stars', 'rows.csv'), 'utf8');
    expect(written).toContain('size,colour,kind\n0,"red, blue",a\n');
  });

  it.each([
    [['--target', 'colour'], 'The file has no column "colour"'],
    [['--id', 'Retail'], 'cannot be the id of a scenario'],
    [['--target', 'name'], 'The column name cannot be predicted'],
  ])('refuses %j', async (options, message) => {
    const file = join(folder, 'few.csv');
    const rows = Array.from({ length: 60 }, (_, i) => `n${i},${i}`);
    await writeFile(file, `name,size\n${rows.join('\n')}\n`);
    const ended = await runHere(['init', file, '--into', join(folder, 'three'), ...options], environment());
    expect(ended.status).not.toBe(0);
    expect(ended.stderr).toContain(message);
  });
});
