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
          zh: '10 行未用于训练：列 "size" 应为 a number with a decimal point and no thousands separators。',
        },
        count: 10,
        lines: [5, 15, 25, 35, 45],
      },
      { code: 'rows-left-out', column: 'size', count: 1, lines: [2] },
      { code: 'rows-left-out', column: 'class', count: 1, lines: [2] },
    ]);
    expect(JSON.stringify(notes)).not.toMatch(/7319|CANARY/);
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
