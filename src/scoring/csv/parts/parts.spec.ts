import { mkdir, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTinySuite, tinyId, type TinySuite } from '../../../../test/end-to-end/tiny-suite.fixture.js';
import { InvalidInputError } from '../../../core/errors.js';
import { csvOf, tinyRows } from '../../../training/training.fixture.js';
import { ServedModels } from '../../served-models.js';
import type { Predictor } from '../../../learning/predictor.js';
import type { Receipt } from '../receipt.js';
import { DamagedPartError, joinParts } from './join-parts.js';
import { partPaths, readPart } from './part-files.js';
import { parsePlan, planPath, type PartsPlan } from './plan.js';
import { planParts } from './plan-parts.js';
import { scorePart } from './score-part.js';

/** Rows of which some are refused, some are quoted over several lines, with blank lines between. */
function oddCsv(rows: number): string {
  const lines = csvOf(tinyRows(rows, 7).map((row, i) => (i % 50 === 0 ? { ...row, size: 'x' } : row))).split(
    '\n',
  );
  return lines
    .map((line, i) => {
      if (i === 0) return `note,${line}`;
      if (line === '') return line;
      const note = i % 3 === 0 ? `"a ""quoted""\nnote, ${i}"` : `plain ${i}`;
      return `${note},${line}${i % 40 === 0 ? '\n' : ''}`;
    })
    .join('\n');
}

let tiny: TinySuite;
let served: Predictor;
let folder: string;
let count = 0;
beforeAll(async () => {
  tiny = await openTinySuite();
  served = await tiny.suite.get(ServedModels).get(tinyId);
});
afterAll(() => tiny.remove());
beforeEach(async () => {
  folder = join(tiny.root, `parts-${count++}`);
  await mkdir(folder);
});

const limits = { partBytes: 2000, maxBytes: 10_000_000 };

const plan = async (content: string | Uint8Array, name = 'in.csv'): Promise<PartsPlan> => {
  const input = join(folder, name);
  await writeFile(input, content);
  return planParts({ input, folder, ...limits }, served);
};
const score = (given: PartsPlan, place: number) =>
  scorePart({ plan: given, place, folder, worker: `w${place % 2}` }, served, tiny.configuration);
const paths = () => ({
  output: join(folder, 'result.csv'),
  rejects: join(folder, 'result.rejects.csv'),
  receipt: join(folder, 'result.receipt.json'),
});
const joinAll = (given: PartsPlan): Promise<Receipt> =>
  joinParts({ plan: given, folder, paths: paths(), seconds: 2 }, served);

describe('a CSV scored in parts', () => {
  it('gives the bytes that scoring it in one go gives, whatever the order of the parts', async () => {
    const csv = oddCsv(600);
    const whole = await tiny.score(csv);
    const planned = await plan(csv);
    expect(planned.parts.length).toBeGreaterThan(5);
    expect(parsePlan(await readFile(planPath(folder), 'utf8'))).toEqual(planned);
    for (const { place } of planned.parts.toReversed()) await score(planned, place);
    const receipt = await joinAll(planned);
    expect(await readFile(paths().output, 'utf8')).toBe(whole.text);
    expect(await readFile(paths().rejects, 'utf8')).toBe(await readFile(whole.result.paths.rejects, 'utf8'));
    const { rows, notes, model, input, output, rejects } = whole.result;
    expect(rows.rejected).toBeGreaterThan(5);
    expect(rows.blankLines).toBeGreaterThan(5);
    expect(receipt).toMatchObject({ rows, notes, model, workers: 2, seconds: 2, engine: 'wasm' });
    expect(receipt.input).toEqual({ ...input, file: 'in.csv' });
    expect(receipt.output).toEqual({ ...output, file: 'result.csv' });
    expect(receipt.rejects).toEqual({ ...rejects, file: 'result.rejects.csv' });
    expect(JSON.parse(await readFile(paths().receipt, 'utf8'))).toEqual(receipt);
    // The command line's receipt has the same fields.
    expect(Object.keys(receipt)).toEqual(Object.keys(whole.result).filter((key) => key !== 'paths'));
  });

  it('has ranges that cover every byte below the header once', async () => {
    const csv = oddCsv(300);
    const { parts, counts, header } = await plan(csv);
    expect(header[0]).toBe('note');
    expect(parts[0].firstByte).toBe(csv.indexOf('\n') + 1);
    parts.slice(1).forEach(({ firstByte }, i) => expect(firstByte).toBe(parts[i].firstByte + parts[i].bytes));
    const last = parts[parts.length - 1];
    expect(last.firstByte + last.bytes).toBe(Buffer.byteLength(csv));
    expect(parts.reduce((sum, { records }) => sum + records, 0)).toBe(counts.records);
    expect(counts.records).toBe(300);
  });

  it('may be packed with gzip: the receipt speaks of the packed file', async () => {
    const csv = oddCsv(200);
    const packed = gzipSync(csv);
    const planned = await plan(packed, 'in.csv.gz');
    for (const { place } of planned.parts) await score(planned, place);
    const { input } = await joinAll(planned);
    expect(await readFile(paths().output, 'utf8')).toBe((await tiny.score(csv)).text);
    expect(input).toMatchObject({ file: 'in.csv.gz', bytes: packed.length });
  });

  it('is refused when it unpacks to more than is allowed', async () => {
    const input = join(folder, 'bomb.csv.gz');
    await writeFile(input, gzipSync(oddCsv(2000)));
    const planning = planParts({ input, folder, partBytes: 1000, maxBytes: 5000 }, served);
    await expect(planning).rejects.toThrow('bomb.csv.gz is too large when it is unpacked.');
    expect(await readdir(folder)).toEqual(['bomb.csv.gz']);
  });

  it('of a header alone has no part and an empty result', async () => {
    const planned = await plan('size,colour\n');
    expect(planned.parts).toEqual([]);
    const { rows } = await joinAll(planned);
    expect(rows).toEqual({ input: 0, scored: 0, rejected: 0, blankLines: 0 });
    expect((await readFile(paths().output, 'utf8')).split('\n')).toHaveLength(2);
  });
});

describe('a part', () => {
  it('that is scored twice, also at once, has the same bytes', async () => {
    const planned = await plan(oddCsv(200));
    const first = await score(planned, 1);
    const [second] = await Promise.all([score(planned, 1), score(planned, 1)]);
    expect({ ...second, seconds: 0 }).toEqual({ ...first, seconds: 0 });
    expect(await readPart(folder, 1)).toMatchObject({ output: first.output, rejects: first.rejects });
  });

  it.each(['report', 'output', 'rejects'] as const)('without its %s is not done', async (what) => {
    const planned = await plan(oddCsv(200));
    await score(planned, 0);
    expect(await readPart(folder, 0)).toBeDefined();
    await rm(partPaths(folder, 0)[what]);
    expect(await readPart(folder, 0)).toBeUndefined();
    await expect(joinAll(planned)).rejects.toThrow(DamagedPartError);
  });

  it('whose bytes were changed is found when the parts are joined, and nothing appears', async () => {
    const planned = await plan(oddCsv(200));
    for (const { place } of planned.parts) await score(planned, place);
    const { output } = partPaths(folder, 2);
    const text = await readFile(output, 'utf8');
    await writeFile(output, text.replace('plain', 'PLAIN'));
    await expect(joinAll(planned)).rejects.toMatchObject({ place: 2 });
    expect((await readdir(folder)).filter((name) => /result|tmp/.test(name))).toEqual([]);
    await score(planned, 2);
    expect((await joinAll(planned)).rows.input).toBe(200);
  });

  it('of an input that was changed since is refused', async () => {
    const planned = await plan(oddCsv(200));
    await utimes(planned.plain.path, new Date(0), new Date(0));
    await expect(score(planned, 0)).rejects.toThrow(InvalidInputError);
    expect(await readPart(folder, 0)).toBeUndefined();
  });
});
