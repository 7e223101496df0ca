import { afterEach, describe, expect, it } from '@jest/globals';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { numericTarget, tinySpec } from '../../../scenarios/scenario.fixture.js';
import { csvOf, numericRows, tinyHome, tinyRows, type TinyHome } from '../../../training/training.fixture.js';
import { trainingNoteSchema, type TrainingNote } from '../../training-note.js';
import { loadTrainingData } from './training-data.js';

let home: TinyHome | undefined;
afterEach(() => home?.remove());

async function notesOf(spec: ScenarioSpec, csv: string): Promise<readonly TrainingNote[]> {
  home = await tinyHome(spec, csv);
  const { notes } = await loadTrainingData(home.scenario, home.context.datasets);
  for (const note of notes) expect(trainingNoteSchema.parse(note)).toEqual(note);
  return notes;
}

const codesOf = (notes: readonly TrainingNote[]) => notes.map(({ code, column }) => [code, column]);

describe('the notes of a training', () => {
  it('are none where nothing is unusual', async () => {
    expect(await notesOf(tinySpec(), csvOf(tinyRows(100)))).toEqual([]);
  });

  it('count the rows left out by column and reason, with the first lines and without a cell', async () => {
    const rows = tinyRows(100).map((row, i) => {
      if (i % 10 === 3) return { ...row, size: `"7319,${i}"` };
      return i === 0 ? { ...row, size: 'CANARY', target: '' } : row;
    });
    const notes = await notesOf(tinySpec(), csvOf(rows));
    expect(notes.slice(0, 3)).toMatchObject([
      {
        code: 'rows-left-out',
        column: 'size',
        text: {
          en: '10 rows were left out of the training: expected a number with a decimal point and no thousands separators in "size".',
          zh: '10 行未用于训练：列 "size" 应为带小数点、不带千位分隔符的数字。',
        },
        count: 10,
        lines: [5, 15, 25, 35, 45],
      },
      { code: 'rows-left-out', column: 'size', count: 1, lines: [2] },
      { code: 'rows-left-out', column: 'class', count: 1, lines: [2] },
    ]);
    expect(JSON.stringify(notes)).not.toMatch(/7319|CANARY/);
  });

  it('name the lines whose target has no logarithm, where it is learnt on that', async () => {
    const rows = numericRows(100).map((row, i) => ({
      ...row,
      target: { 7: '-1', 9: '-1.5' }[i] ?? row.target,
    }));
    const { target } = tinySpec(numericTarget);
    if (target?.kind !== 'numeric') throw new Error('Another kind.');
    const logged = tinySpec({ ...numericTarget, target: { ...target, transform: 'log1p' } });
    const notes = await notesOf(logged, csvOf(rows, 'price'));
    expect(notes[0]).toMatchObject({ code: 'rows-left-out', column: 'price', count: 2, lines: [9, 11] });
    expect(notes[0].text.en).toContain('expected a number above -1, for the transform log1p of the target');
    expect(codesOf(await notesOf(tinySpec(numericTarget), csvOf(rows, 'price')))).toEqual([]);
    const all = csvOf(
      rows.map((row) => ({ ...row, target: '-3' })),
      'price',
    );
    await expect(notesOf(logged, all)).rejects.toMatchObject({
      details: expect.arrayContaining([
        {
          column: 'price',
          row: 1,
          line: 2,
          expected: 'a number above -1, for the transform log1p of the target',
          received: '-3',
        },
      ]) as unknown,
    });
  });

  it('name them of one of several targets, too', async () => {
    const { target } = tinySpec(numericTarget);
    if (target?.kind !== 'numeric') throw new Error('Another kind.');
    const targets = [target, { ...target, name: 'weight', transform: 'log1p' as const }];
    const spec = tinySpec({ ...numericTarget, target: undefined, targets });
    const lines = numericRows(60).map(({ size, colour, target: price }, i) => {
      return `${size},${colour},${i === 4 ? '-5' : price},${i === 3 ? '-2' : '7'}`;
    });
    const notes = await notesOf(spec, `size,colour,price,weight\n${lines.join('\n')}\n`);
    expect(notes).toMatchObject([{ code: 'rows-left-out', column: 'weight', count: 1, lines: [5] }]);
  });

  it('say where the rows left out are those of the highest values', async () => {
    const amounts = numericRows(300).map((row) => ({ ...row, target: Number(row.target) * 70 }));
    const grouped = amounts.map((row) => ({ ...row, target: row.target.toLocaleString('en') }));
    const csv = csvOf(grouped, 'price').replaceAll(/(\d+,\d{3}[.\d]*)$/gmu, '"$1"');
    const notes = await notesOf(tinySpec(numericTarget), csv);
    expect(codesOf(notes)).toEqual([
      ['rows-left-out', 'price'],
      ['left-out-differ', 'price'],
      ['left-out-differ', 'size'],
    ]);
    expect(notes[1].text.en).toMatch(
      /^The rows left out lie at the upper end of "price": .* in 100 % of all pairs\.$/,
    );
  });

  it('say where most of those left out are of one class', async () => {
    const rows = tinyRows(300);
    const ofOne = rows.map((row, i) => (row.target === 'x' && i % 3 === 0 ? { ...row, size: 'n.a.' } : row));
    const notes = await notesOf(tinySpec(), csvOf(ofOne));
    expect(codesOf(notes)).toEqual([
      ['rows-left-out', 'size'],
      ['left-out-differ', 'class'],
    ]);
    expect(notes[1].text.en).toContain('100 % of the rows left out have "x" in "class"');
  });

  it('count the rows outside a declared range, which are learnt from', async () => {
    const rows = tinyRows(100).map((row, i) =>
      i % 30 === 1 ? { ...row, size: i === 1 ? '-1' : '99' } : row,
    );
    const notes = await notesOf(tinySpec(), csvOf([...rows, { ...rows[0], size: '10' }]));
    expect(notes).toEqual([
      {
        code: 'outside-range',
        column: 'size',
        text: {
          en: '"size": values outside the declared range 0 to 10 are learnt from like all others.',
          zh: '"size"：取值超出声明的范围（0 to 10），仍照常用于训练。',
        },
        count: 4,
        lines: [3, 33, 63, 93],
      },
    ]);
  });

  it('are silent where the rows left out are like the others', async () => {
    const rows = tinyRows(300).map((row, i) => (i % 20 === 0 ? { ...row, size: 'n.a.' } : row));
    expect(codesOf(await notesOf(tinySpec(), csvOf(rows)))).toEqual([['rows-left-out', 'size']]);
  });
});
