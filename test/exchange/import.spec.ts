import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Header } from 'tar';
import { tarEnd, tarHeader, tarPadding } from '../../src/backup/tar-writing.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { exportVersion } from '../../src/exchange/export-version.js';
import { importVersion, type ImportOrder } from '../../src/exchange/import-version.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { ScenarioCatalogue } from '../../src/scenarios/scenario-catalogue.js';
import { openTinySuite, tinyId, type TinySuite } from '../end-to-end/tiny-suite.fixture.js';

let tiny: TinySuite;
let file: string;

beforeAll(async () => {
  tiny = await openTinySuite();
  const scenario = tiny.suite.get(ScenarioCatalogue).get(tinyId);
  const version = await registry().load({ scenario: tinyId, version: 1 });
  file = join(tiny.root, 'version.tar.gz');
  await exportVersion({ scenario, version, format: 'sextant', out: file });
});
afterAll(async () => {
  await tiny.suite.close();
  await rm(tiny.root, { recursive: true, force: true });
});

const registry = () => tiny.suite.get(ModelRegistry);

const importing = (path: string, promote?: ImportOrder['promote']) =>
  importVersion(
    { file: path, promote },
    {
      catalogue: tiny.suite.get(ScenarioCatalogue),
      registry: registry(),
      datasets: tiny.suite.get(DatasetCatalogue),
    },
  );

/** An archive with entries changed, left out or added. */
async function changed(name: string, change: (entries: Entry[]) => Entry[]): Promise<string> {
  const parts = change(entriesOf(gunzipSync(await readFile(file)))).flatMap(({ path, content }) => [
    tarHeader({ path, size: content.length, type: 'File', time: new Date(0) }),
    content,
    tarPadding(content.length),
  ]);
  const path = join(tiny.root, name);
  await writeFile(path, gzipSync(Buffer.concat([...parts, tarEnd])));
  return path;
}

interface Entry {
  path: string;
  content: Buffer;
}

function entriesOf(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; ;) {
    const header = new Header(bytes, at);
    if (header.nullBlock) return entries;
    const size = header.size ?? 0;
    at += 512;
    entries.push({ path: header.path ?? '', content: bytes.subarray(at, at + size) });
    at += size + tarPadding(size).length;
  }
}

describe('a version that is imported', () => {
  it('has the same files under the next number, and the ledger tells where it came from', async () => {
    const before = await registry().load({ scenario: tinyId, version: 1 });
    const imported = await importing(file, false);
    expect(imported).toMatchObject({
      model: `${tinyId}@2`,
      from: `${tinyId}@1`,
      promoted: false,
      sameSpecification: true,
    });
    const after = await registry().load({ scenario: tinyId, version: 2 });
    expect([...after.files]).toEqual([...before.files]);
    expect(after.manifest).toMatchObject({
      specHash: before.manifest.specHash,
      imported: { model: `${tinyId}@1`, checksum: before.manifest.checksum },
    });
    const { events } = await registry().history(tinyId);
    expect(events.at(-1)).toMatchObject({
      event: 'published',
      version: 2,
      reason: expect.stringContaining(before.manifest.checksum) as unknown,
    });
    expect(await registry().champion(tinyId)).toMatchObject({ version: 1 });
  });

  it('is written as the same bytes again, its manifest as it lies on the disk', async () => {
    const scenario = tiny.suite.get(ScenarioCatalogue).get(tinyId);
    const version = await registry().load({ scenario: tinyId, version: 1 });
    const out = join(tiny.root, 'again.tar.gz');
    await exportVersion({ scenario, version, format: 'sextant', out });
    expect(await readFile(out)).toEqual(await readFile(file));
    const manifest = entriesOf(gunzipSync(await readFile(out))).find(({ path }) => path === 'manifest.json');
    const stored = join(tiny.root, 'home', 'models', ...tinyId.split('/'), '1', 'manifest.json');
    expect(manifest?.content).toEqual(await readFile(stored));
  });

  it('passes the gate beside the champion, or serves for a reason', async () => {
    // The same networks: nobody is worse.
    expect(await importing(file)).toMatchObject({ promoted: true, promotionCode: 'not-worse' });
    expect(await importing(file, { reason: 'wanted' })).toMatchObject({
      promoted: true,
      promotionCode: 'ordered',
    });
  });
});

describe('an import is refused, and nothing is stored', () => {
  const refusals: [string, (entries: Entry[]) => Entry[], string][] = [
    [
      'a file that was altered',
      (all) =>
        all.map((one) =>
          one.path === 'card.md' ? { ...one, content: Buffer.alloc(one.content.length, 65) } : one,
        ),
      'is damaged at card.md: its sha256 is another one',
    ],
    [
      'a file of another length',
      (all) => all.map((one) => (one.path === 'card.md' ? { ...one, content: Buffer.from('x') } : one)),
      'is damaged at card.md: it has 1 bytes instead of',
    ],
    [
      'a file that is missing',
      (all) => all.filter(({ path }) => path !== 'weights.bin'),
      'is damaged at weights.bin: it is missing',
    ],
    ['a file twice', (all) => [...all, ...all.slice(-1)], 'it is there twice'],
    [
      'an edited manifest',
      (all) =>
        all.map((one) =>
          one.path === 'manifest.json'
            ? { ...one, content: Buffer.from(one.content.toString().replace('"seed": ', '"seed": 1')) }
            : one,
        ),
      'its own checksum does not match',
    ],
    [
      'a path that leads out',
      (all) => [...all, { path: '../../evil', content: Buffer.from('x') }],
      'holds what no exported version holds',
    ],
    [
      'a file that the manifest does not list',
      (all) => [...all, { path: 'bomb.bin', content: Buffer.alloc(1024 ** 2) }],
      'holds what no exported version holds',
    ],
    ['another archive', (all) => all.slice(1), 'is no exported version'],
    [
      'a later form',
      (all) => [{ path: all[0].path, content: Buffer.from('{"format":2}') }, ...all.slice(1)],
      'was written by a later version',
    ],
    [
      'an archive of its header alone',
      (all) => all.slice(0, 1),
      'is damaged at manifest.json: it is missing',
    ],
  ];
  for (const [name, change, message] of refusals) {
    it(`for ${name}`, async () => {
      const versions = await registry().versions(tinyId);
      await expect(importing(await changed('changed.tar.gz', change))).rejects.toThrow(message);
      expect(await registry().versions(tinyId)).toEqual(versions);
    });
  }

  it('for a file that was cut anywhere', async () => {
    const bytes = await readFile(file);
    const cut = join(tiny.root, 'cut.tar.gz');
    for (const share of [0.02, 0.4, 0.99]) {
      await writeFile(cut, bytes.subarray(0, Math.floor(bytes.length * share)));
      await expect(importing(cut)).rejects.toThrow(/is damaged at|is no exported version/);
    }
  });

  it('for a version that does not fit the scenario as it is declared', async () => {
    const catalogue = tiny.suite.get(ScenarioCatalogue);
    const own = catalogue.get(tinyId);
    const columns = own.spec.columns.slice(1);
    const other = new ScenarioCatalogue([{ ...own, spec: { ...own.spec, columns } }]);
    const order = importVersion(
      { file, promote: false },
      { catalogue: other, registry: registry(), datasets: tiny.suite.get(DatasetCatalogue) },
    );
    await expect(order).rejects.toThrow('does not fit');
    await expect(
      importVersion(
        { file, promote: false },
        {
          catalogue: new ScenarioCatalogue([]),
          registry: registry(),
          datasets: tiny.suite.get(DatasetCatalogue),
        },
      ),
    ).rejects.toThrow(tinyId);
  });

  it('and leaves nothing beside', async () => {
    const names = await readdir(join(tiny.root, 'home', 'models', ...tinyId.split('/')));
    expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
