import { spawnSync, type ChildProcess } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256File } from '../../src/core/files/files.js';
import type { Receipt } from '../../src/scoring/csv/receipt.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { runProgram, twoAtATime, type Ended, type RunOptions } from '../end-to-end/run-program.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from '../end-to-end/tiny-suite.fixture.js';
import { onDisk, skipped } from './disk.fixture.js';

/** Ends its process by SIGKILL before the n-th rename or removal of a file below `files`. */
const crasher = (call: number) => `
import { createRequire, syncBuiltinESMExports } from 'node:module';
const promises = createRequire(import.meta.url)('node:fs/promises');
let calls = 0;
for (const name of ['rename', 'rm']) {
  const original = promises[name];
  promises[name] = function (...values) {
    if (String(values[0]).includes('/faults/') && ++calls === ${call}) process.kill(process.pid, 'SIGKILL');
    return original.apply(this, values);
  };
}
syncBuiltinESMExports();
`;

/** Ends its process by SIGKILL before the n-th time that it notes how far it is. */
const notingCrasher = (time: number) => `
import { createRequire, syncBuiltinESMExports } from 'node:module';
const promises = createRequire(import.meta.url)('node:fs/promises');
let times = 0;
const original = promises.rename;
promises.rename = function (from, to) {
  if (String(from).endsWith('.progress.new') && ++times > ${time}) process.kill(process.pid, 'SIGKILL');
  return original(from, to);
};
syncBuiltinESMExports();
`;

const rows = tinyRows(40_000, 3).map((row, i) => (i % 500 === 0 ? { ...row, size: 'x' } : row));
const csv = csvOf(rows);

let tiny: TinySuite;
/** What an undisturbed run writes. */
let undisturbed: { output: string; rejects: string };
beforeAll(async () => {
  tiny = await openTinySuite();
  undisturbed = await scoreHere('undisturbed');
});
afterAll(() => tiny.remove());

const folderOf = (name: string) => join(tiny.root, 'faults', name);

async function prepare(
  name: string,
  content = csv,
): Promise<{ folder: string; input: string; output: string }> {
  const folder = folderOf(name);
  await mkdir(folder, { recursive: true });
  const input = join(folder, 'in.csv');
  await writeFile(input, content);
  return { folder, input, output: join(folder, 'out.csv') };
}

/** Score in this process what a killed one left, and read the results. */
async function scoreHere(name: string): Promise<{ output: string; rejects: string }> {
  const { input, output } = await prepare(name);
  const { paths } = await tiny.suite.get(ScoreCsv).execute({ scenario: tinyId, input, output, workers: 1 });
  return { output: await readFile(paths.output, 'utf8'), rejects: await readFile(paths.rejects, 'utf8') };
}

/** Whatever the kill left: no output under its name, and the next run is as undisturbed and leaves nothing else behind. */
async function expectRecovery(name: string, killed: Ended, before: readonly string[]): Promise<void> {
  expect([name, killed.signal]).toEqual([name, 'SIGKILL']);
  expect(before).not.toContain('out.csv');
  expect(await scoreHere(name)).toEqual(undisturbed);
  expect((await readdir(folderOf(name))).sort()).toEqual([
    ...['in.csv', 'out.csv', 'out.receipt.json', 'out.rejects.csv'],
  ]);
}

/** Waits until the unfinished output has so many bytes. */
async function growth(child: ChildProcess, folder: string, bytes: number): Promise<void> {
  while (child.exitCode === null) {
    const names = await readdir(folder);
    const unfinished = names.find((name) => name.startsWith('out.csv.') && name.endsWith('.tmp'));
    const size =
      unfinished === undefined
        ? -1
        : await stat(join(folder, unfinished)).then(
            ({ size }) => size,
            () => -1,
          );
    if (size >= bytes) return;
    await wait(5);
  }
}

const score = (input: string, output: string, options: RunOptions) =>
  runProgram(['score', tinyId, input, '-o', output], { environment: tiny.environment, ...options });

describe('a scoring that is killed', () => {
  it('while it writes leaves no output, and the next run is as if nothing had been', async () => {
    // The input never ends, so the moment does not depend on the speed of the machine.
    const moments = [0, 1, 600_000];
    await twoAtATime(
      moments.map((bytes) => async () => {
        const name = `bytes-${bytes}`;
        const { folder, output } = await prepare(name);
        const kill = async (child: ChildProcess) => {
          await growth(child, folder, bytes);
          child.kill('SIGKILL');
        };
        const killed = await score('-', output, { stdin: csv, keepOpen: true, meanwhile: kill });
        await expectRecovery(name, killed, await readdir(folder));
      }),
    );
  });

  /** Score as a user would; killed before the n-th rename or removal. */
  async function killedAt(
    call: number,
    { input, output }: { input: string; output: string },
  ): Promise<Ended> {
    const script = await tiny.file(`crasher-${call}.mjs`, crasher(call));
    return score(input, output, { nodeOptions: ['--import', pathToFileURL(script).href] });
  }

  const named = (names: readonly string[]) => names.filter((one) => /\.(?:csv|json)$/.test(one)).sort();

  it('between any two steps of its publication shows no output before all is there', async () => {
    const found = await twoAtATime(
      [4, 8].map((call) => async () => {
        const name = `publication-${call}`;
        const place = await prepare(name);
        const killed = await killedAt(call, place);
        const left = await readdir(place.folder);
        await expectRecovery(name, killed, left);
        return named(left);
      }),
    );
    const whole = ['in.csv', 'out.receipt.json', 'out.rejects.csv'];
    expect(found).toEqual([['in.csv'], whole]);
  });

  describe('over older results', () => {
    const few = csvOf(rows.slice(0, 2_500));
    const all = ['in.csv', 'out.csv', 'out.receipt.json', 'out.rejects.csv'];
    const read = (folder: string) =>
      Promise.all(['out.csv', 'out.rejects.csv'].map((one) => readFile(join(folder, one), 'utf8')));
    let expected: string[];
    beforeAll(async () => {
      const place = await prepare('over-nothing', few);
      await tiny.suite.get(ScoreCsv).execute({ scenario: tinyId, ...place, workers: 1 });
      expected = await read(place.folder);
    });

    it.each([
      [1, 'in.csv out.csv out.receipt.json out.rejects.csv'],
      [2, 'in.csv out.receipt.json out.rejects.csv'],
      [3, 'in.csv out.receipt.json'],
      [4, 'in.csv'],
      [5, 'in.csv out.receipt.json'],
      [6, 'in.csv out.receipt.json out.rejects.csv'],
      [8, 'in.csv out.receipt.json out.rejects.csv'],
    ])('before step %d of its publication leaves %s, and no receipt of another run', async (call, found) => {
      const place = await prepare(`over-older-${call}`, csvOf(rows.slice(0, 700)));
      const again = () => tiny.suite.get(ScoreCsv).execute({ scenario: tinyId, ...place, workers: 1 });
      await again();
      await writeFile(place.input, few);
      expect((await killedAt(call, place)).signal).toBe('SIGKILL');
      const left = named(await readdir(place.folder));
      expect(left.join(' ')).toBe(found);
      if (left.includes('out.csv')) await expectOneRun(place.folder);
      await again();
      expect(await read(place.folder)).toEqual(expected);
      expect((await readdir(place.folder)).sort()).toEqual(all);
      await expectOneRun(place.folder);
    });
  });

  it('has its place taken by the next one, which no lock that it left keeps away', async () => {
    const { folder, output } = await prepare('locks');
    const kill = async (child: ChildProcess) => {
      await growth(child, folder, 1);
      child.kill('SIGKILL');
    };
    await score('-', output, { stdin: csv, keepOpen: true, meanwhile: kill });
    expect(await readdir(folder)).toContain('out.csv.sextant-lock');
    expect(await scoreHere('locks')).toEqual(undisturbed);
    expect(named(await readdir(folder))).toHaveLength(4);
    expect(await readdir(folder)).toHaveLength(4);
  });
});

/** The scored file and the rejects are those that the receipt beside them describes. */
async function expectOneRun(folder: string): Promise<void> {
  const receipt = JSON.parse(await readFile(join(folder, 'out.receipt.json'), 'utf8')) as Receipt;
  expect(await sha256File(join(folder, 'out.csv'))).toBe(receipt.output.sha256);
  expect(await sha256File(join(folder, 'out.rejects.csv'))).toBe(receipt.rejects?.sha256);
}

describe('a killed scoring of a file', () => {
  const large = csvOf(Array.from({ length: 14 }, () => rows).flat());
  let whole: { output: string; rejects: string };
  beforeAll(async () => {
    whole = await results('whole', await scored('whole'));
  });

  /** Score the large file as a user would; killed before the n-th time that it notes how far it is. */
  async function scored(name: string, kill?: number): Promise<Ended> {
    const folder = folderOf(name);
    const input = join(folder, 'in.csv');
    await mkdir(folder, { recursive: true });
    await writeFile(input, large);
    return again(name, kill);
  }

  async function again(name: string, kill?: number): Promise<Ended> {
    const script =
      kill === undefined ? undefined : await tiny.file(`noting-${kill}.mjs`, notingCrasher(kill));
    const nodeOptions = script === undefined ? [] : ['--import', pathToFileURL(script).href];
    const [input, output] = ['in.csv', 'out.csv'].map((file) => join(folderOf(name), file));
    return runProgram(['score', tinyId, input, '-o', output, '--json'], {
      environment: tiny.environment,
      nodeOptions,
    });
  }

  async function results(name: string, ended: Ended) {
    expect([name, ended.status]).toEqual([name, 3]);
    const read = (file: string) => readFile(join(folderOf(name), file), 'utf8');
    const { goneOnAfter, rows: counted } = JSON.parse(ended.stdout) as Receipt;
    expect(counted.input).toBe(counted.scored + counted.rejected);
    expect((await readdir(folderOf(name))).sort()).toEqual([
      ...['in.csv', 'out.csv', 'out.receipt.json', 'out.rejects.csv'],
    ]);
    return { output: await read('out.csv'), rejects: await read('out.rejects.csv'), goneOnAfter };
  }

  it('goes on from where it was, again and again, to the same bytes', async () => {
    expect((await scored('again', 2)).signal).toBe('SIGKILL');
    expect((await again('again', 1)).signal).toBe('SIGKILL');
    expect((await again('again', 2)).signal).toBe('SIGKILL');
    const { goneOnAfter, ...files } = await results('again', await again('again'));
    expect(files).toEqual({ output: whole.output, rejects: whole.rejects });
    expect(goneOnAfter).toBeGreaterThan(2 * 1000);
  });

  it('begins anew when the input has changed, or what it had written', async () => {
    await twoAtATime([
      async () => {
        await scored('changed', 2);
        await writeFile(join(folderOf('changed'), 'in.csv'), large.replace('\n', '\n\n'));
        const { goneOnAfter, ...files } = await results('changed', await again('changed'));
        expect(goneOnAfter).toBeUndefined();
        expect(files.output).toBe(whole.output);
      },
      async () => {
        await scored('damaged', 2);
        const names = await readdir(folderOf('damaged'));
        const unfinished = names.find((one) => /^out\.csv\..*\.tmp$/.test(one)) ?? '';
        await writeFile(join(folderOf('damaged'), unfinished), 'x', { flag: 'r+' });
        const { goneOnAfter, ...files } = await results('damaged', await again('damaged'));
        expect(goneOnAfter).toBeUndefined();
        expect(files).toEqual({ output: whole.output, rejects: whole.rejects });
      },
    ]);
  });
});

/** A disk of so many kilobytes, mounted for one test. */
async function smallDisk(name: string, kilobytes: number): Promise<{ folder: string; remove(): void }> {
  const folder = folderOf(name);
  await mkdir(folder, { recursive: true });
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  return { folder, remove: () => void spawnSync('umount', [folder]) };
}

describe('a scoring whose results have no place', () => {
  const input = () => join(folderOf('placeless'), 'in.csv');
  beforeAll(() => prepare('placeless'));

  onDisk(
    `because the disk is full says so and leaves nothing; with room it comes out whole${skipped}`,
    async () => {
      const disk = await smallDisk('full', 300);
      try {
        const output = join(disk.folder, 'out.csv');
        const ended = await score(input(), output, {});
        expect(ended).toMatchObject({ status: 1, stdout: '' });
        expect(ended.stderr).toContain(
          'out.csv cannot be written to its end: the disk is full; nothing of it was kept.',
        );
        expect(ended.stderr).not.toMatch(/^\s+at /m);
        expect(await readdir(disk.folder)).toEqual([]);
        spawnSync('mount', ['-o', 'remount,size=20m', disk.folder]);
        expect((await score(input(), output, {})).status).toBe(3);
        expect(await readFile(output, 'utf8')).toBe(undisturbed.output);
      } finally {
        disk.remove();
      }
    },
  );

  onDisk(`because the folder may not be written is refused before anything is read${skipped}`, async () => {
    const disk = await smallDisk('read-only', 100);
    try {
      spawnSync('mount', ['-o', 'remount,ro', disk.folder]);
      const ended = await score(input(), join(disk.folder, 'out.csv'), {});
      expect(ended).toMatchObject({ status: 1, stdout: '' });
      expect(ended.stderr).toMatch(/out\.csv cannot be written: .*read-only/i);
    } finally {
      disk.remove();
    }
  });
});

describe('a scoring that is interrupted', () => {
  it('by SIGINT or SIGTERM ends with status 1, says so, and leaves nothing', async () => {
    await twoAtATime(
      (['SIGINT', 'SIGTERM'] as const).map((signal) => async () => {
        const { folder, output } = await prepare(signal);
        const interrupt = async (child: ChildProcess) => {
          await growth(child, folder, 600_000);
          child.kill(signal);
        };
        const ended = await score('-', output, { stdin: csv, keepOpen: true, meanwhile: interrupt });
        expect(ended).toMatchObject({ status: 1, stdout: '' });
        expect(ended.stderr).toContain('error: Scoring was cancelled; nothing was written.');
        expect(ended.stderr).not.toMatch(/^\s+at /m);
        expect(await readdir(folder)).toEqual(['in.csv']);
      }),
    );
  });
});
