import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidInputError, InvalidSpecificationError, NotFoundError } from '../core/errors.js';
import { sha256 } from '../core/files/files.js';
import { describeDataset } from './describe-dataset.js';
import {
  addDataset,
  tinyCatalogue,
  tinyOriginal,
  tinyYaml,
  type TinyCatalogue,
} from './tiny-dataset.fixture.js';

describe('DatasetCatalogue', () => {
  let tiny: TinyCatalogue;
  beforeEach(async () => {
    tiny = await tinyCatalogue();
  });
  afterEach(() => tiny.remove());

  const putOriginal = async (text: string) => {
    await mkdir(dirname(tiny.original), { recursive: true });
    await writeFile(tiny.original, text);
  };

  it('lists datasets by name and says which there are when another is asked for', async () => {
    await addDataset(tiny.root, 'another', tinyYaml(['name: tiny', 'name: another']));
    expect((await tiny.catalogue.list()).map(({ spec }) => spec.name)).toEqual(['another', 'tiny']);
    await expect(tiny.catalogue.get('missing')).rejects.toThrow(
      new NotFoundError('There is no dataset "missing". Datasets: another, tiny.'),
    );
  });

  it('refuses two datasets of one name, and a folder without dataset.yaml', async () => {
    await addDataset(tiny.root, 'copy', tinyYaml());
    await expect(tiny.catalogue.list()).rejects.toThrow(/Two datasets are called tiny: .*copy.*tiny/);
    await rm(join(tiny.root, 'datasets', 'copy', 'dataset.yaml'));
    await expect(tiny.catalogue.list()).rejects.toThrow(InvalidSpecificationError);
  });

  it('opens the sample when there is no original', async () => {
    const opened = await tiny.catalogue.open('tiny');
    expect(opened).toMatchObject({ source: 'synthetic-sample', notices: [] });
    expect(opened.table.header).toEqual(['colour', 'size', 'class']);
    expect(opened.table.records).toHaveLength(10);
    expect(opened.table.lines[0]).toBe(2);
    const text = await readFile(join(tiny.root, 'datasets', 'tiny', 'sample.csv'), 'utf8');
    expect(opened.sha256).toBe(sha256(text));
  });

  it('opens an intact original, with its missing values empty', async () => {
    await putOriginal(tinyOriginal);
    expect(await tiny.catalogue.open('tiny')).toEqual({
      source: 'original',
      sha256: sha256(tinyOriginal),
      notices: [],
      table: {
        header: ['colour', 'size', 'class'],
        records: [
          ['red', '1', 'a'],
          ['blue', '', 'b'],
          ['red', '3', 'a'],
        ],
        lines: [1, 2, 3],
      },
    });
  });

  it('opens the sample when the original is damaged, and says so', async () => {
    await putOriginal(tinyOriginal.replace('3', '4'));
    const status = await tiny.catalogue.status('tiny');
    expect(status.source).toBe('synthetic-sample');
    expect(status.files[0]).toMatchObject({ state: 'damaged', path: tiny.original });
    const { source, notices } = await tiny.catalogue.open('tiny');
    expect(source).toBe('synthetic-sample');
    expect(notices).toEqual([
      expect.stringMatching(/^The original of tiny is damaged and was not read .*its sha256 is/),
    ]);
    await putOriginal('short');
    expect((await tiny.catalogue.open('tiny')).notices[0]).toContain(
      `it has 5 bytes instead of ${tinyOriginal.length}`,
    );
  });

  it('opens the sample when something else stands in the place of the original', async () => {
    await mkdir(tiny.original, { recursive: true });
    const { source, notices } = await tiny.catalogue.open('tiny');
    expect([source, notices]).toEqual(['synthetic-sample', [expect.stringContaining('it is a folder')]]);
    await rm(tiny.original, { recursive: true });
    await symlink(tiny.original, tiny.original);
    expect((await tiny.catalogue.open('tiny')).notices[0]).toContain('it cannot be read (ELOOP');
  });

  it('refuses a dataset.yaml that is not in UTF-8, or no file', async () => {
    const path = join(tiny.root, 'datasets', 'tiny', 'dataset.yaml');
    await writeFile(path, Buffer.from('name: t\xfc', 'latin1'));
    await expect(tiny.catalogue.list()).rejects.toThrow(
      'dataset.yaml:1 is not text in UTF-8: received the byte 0xFC at byte 7',
    );
    await rm(path);
    await mkdir(path);
    await expect(tiny.catalogue.list()).rejects.toThrow(
      'The dataset.yaml of tiny cannot be read: it is a folder.',
    );
  });

  it('speaks of files by their names, not of where they lie', async () => {
    const path = join(tiny.root, 'datasets', 'tiny', 'sample.csv');
    for (const text of ['', 'colour,size,class\nred,1\n', 'a,b,c\n']) {
      await writeFile(path, text);
      const message = await tiny.catalogue.open('tiny').then(
        () => 'opened',
        (thrown: unknown) => (thrown as Error).message,
      );
      expect(message).toContain('sample.csv');
      expect(message).not.toContain(tiny.root);
    }
  });

  it('refuses a sample whose header is not the declared one', async () => {
    const path = join(tiny.root, 'datasets', 'tiny', 'sample.csv');
    await writeFile(path, (await readFile(path, 'utf8')).replace('colour', 'color'));
    const opening = tiny.catalogue.open('tiny');
    await expect(opening).rejects.toThrow(InvalidInputError);
    await expect(opening).rejects.toMatchObject({ details: [{ expected: 'colour, size, class' }] });
  });

  it('refuses an original that has another form than declared, naming the line', async () => {
    const other = 'red 1 a\nblue b\n';
    await tiny.remove();
    tiny = await tinyCatalogue(
      tinyYaml(
        [sha256(tinyOriginal), sha256(other)],
        [`bytes: ${tinyOriginal.length}`, `bytes: ${other.length}`],
      ),
    );
    await putOriginal(other);
    await expect(tiny.catalogue.open('tiny')).rejects.toThrow(
      /1 records cannot be read, the first at line 2/,
    );
  });

  it('describes a dataset', async () => {
    const description = await describeDataset(tiny.catalogue, 'tiny');
    expect(description).toMatchObject({
      name: 'tiny',
      title: { en: 'Tiny' },
      sourcePage: 'https://example.org/tiny',
      columns: ['colour', 'size', 'class'],
      sample: { rows: 10, mechanism: 'latent-score', seed: 1 },
      status: { source: 'synthetic-sample', files: [{ name: 'tiny.data', state: 'absent' }] },
    });
  });
});
