import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { InvalidInputError, NotFoundError } from '../core/errors.js';
import { withOptionFiles } from './option-files.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-options-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return `@${path}`;
}

it('reads JSON and tables where a value names a file', async () => {
  const json = await file('a.json', '[{"option":"air","price":3}]');
  const table = await file('a.csv', 'option;price;Shipment Mode\nair;3;Air\n"by sea";1.5; Ocean \n');
  expect(await withOptionFiles({ json, table, limit: '3', mail: '@', number: 4 })).toEqual({
    json: [{ option: 'air', price: 3 }],
    table: [
      { option: 'air', price: '3', 'Shipment Mode': 'Air' },
      { option: 'by sea', price: '1.5', 'Shipment Mode': 'Ocean' },
    ],
    limit: '3',
    mail: '@',
    number: 4,
  });
});

it('says which file is not there or cannot be read', async () => {
  await expect(withOptionFiles({ a: `@${folder}/none.json` })).rejects.toThrow(NotFoundError);
  await expect(withOptionFiles({ a: `@${folder}/none.csv` })).rejects.toThrow('none.csv');
  await expect(withOptionFiles({ a: await file('b.json', '{') })).rejects.toThrow(InvalidInputError);
  const short = await file('b.csv', 'option,price\nair\n');
  await expect(withOptionFiles({ a: short })).rejects.toMatchObject({ details: [{ line: 2 }] });
});
