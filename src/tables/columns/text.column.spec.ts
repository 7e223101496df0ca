import { describe, expect, it } from '@jest/globals';
import { Preparation } from '../preparation/preparation.js';
import { fitPreparation } from '../preparation/staged-preparation.js';
import { Table } from '../table.js';
import { courseTexts } from '../text/text.fixture.js';
import { CellProblem, type CellValue } from './column-kind.js';
import { encodeColumn, NoteList, textSpec } from './columns.fixture.js';
import { textColumn } from './text.column.js';

const columns = [
  textSpec({ name: 'question', vectors: 0 }),
  textSpec({ name: 'reference', vectors: 0 }),
  textSpec({ vectors: 2, compared_with: { column: 'reference', apart_from: 'question' } }),
];
const names = ['question', 'reference', 'answer'];

function table(rows: readonly (readonly CellValue[])[]): Table {
  return Table.fromColumns(
    names.map((name, i) => ({ name, type: 'text' as const, values: rows.map((row) => row[i]) })),
  );
}

const training = table(
  courseTexts.flatMap((text, i) => [
    ['What does it do?', text, text],
    ['What does it do?', text, courseTexts[(i + 1) % courseTexts.length]],
  ]),
);

describe('a text column', () => {
  const read = textColumn.reader(textSpec({ longest: 20 }));

  it.each([
    ['A stack.', 'A stack.'],
    ['  kept as it is ', '  kept as it is '],
    ['NA', 'NA'],
    ['栈是后进先出', '栈是后进先出'],
    [' \n', null],
    [null, null],
    [undefined, null],
  ])('reads %j as %j', (input, value) => expect(read(input)).toBe(value));

  it.each([
    [7, 'a text', '7'],
    [['a'], 'a text', '["a"]'],
    ['x'.repeat(21), 'a text of at most 20 characters', '21 characters'],
  ])('refuses %j', (input, expected, received) => {
    expect(read(input)).toEqual(new CellProblem(expected, received));
  });

  it('is measured beside the other columns of its row, in any table', () => {
    const preparation = Preparation.fit(training, columns);
    const place = preparation.features.findIndex(({ name }) => name === 'answer~new_coverage');
    const asked = table([
      ['What does it do?', courseTexts[0], courseTexts[0]],
      ['What does it do?', courseTexts[4], courseTexts[0]],
    ]);
    const { data, width } = preparation.transform(asked);
    expect(data[place]).toBeGreaterThan(data[width + place]);
    const alone = preparation.transform(asked.take([1]));
    expect(alone.data).toEqual(data.subarray(width));
  });

  it('learns from the rows that it is fitted on alone', () => {
    const state = textColumn.fit(['stack'], textSpec(), new Map());
    expect(state.lexicon.terms).toEqual(['stack']);
    const preparation = Preparation.fit(training.take([0, 1]), columns);
    const { lexicon } = preparation.stateOf('answer') as typeof state;
    expect(lexicon.terms).not.toContain('compil');
    expect(lexicon.terms).toContain('stack');
  });

  it('tells what was learnt of it, of the last stage that knows it', () => {
    const optional = columns.map((column) => ({ ...column, optional: true }));
    const staged = fitPreparation(training, optional, [
      { name: 'early', without: ['answer'] },
      { name: 'late', without: [] },
    ]);
    expect(staged.stateOf('answer')).toHaveProperty('lexicon');
    expect(staged.stateOf('unheard')).toBeUndefined();
  });

  it('counts a missing text as an empty one, with a flag where training rows had any', () => {
    const column = columns[2];
    const beside = new Map([
      ['reference', ['It keeps items.', 'It keeps items.']],
      ['question', ['What?', 'What?']],
    ]);
    const state = textColumn.fit(['It keeps items.', null], column, beside);
    const notes = new NoteList();
    const [said, none] = encodeColumn(['It keeps items.', null], { column, state, notes, beside });
    expect([said.at(-1), none.at(-1)]).toEqual([0, 1]);
    expect(notes.notes.map(([row, code]) => [row, code])).toEqual([[1, 'missing']]);
    expect(textColumn.features(state, column).at(-1)?.name).toBe('answer?');
  });

  it('remarks what is not to be trusted, of rows of its own', () => {
    const preparation = Preparation.fit(training, columns);
    const notes = new NoteList();
    const rows = [
      ['What does a stack do?', courseTexts[0], courseTexts[0]],
      ['What does a stack do?', courseTexts[0], 'What does a stack do?'],
      ['What does a stack do?', courseTexts[0], 'Bananas ripen beside apples.'],
    ];
    preparation.transform(table(rows), notes);
    expect(notes.notes.map(([row, code]) => [row, code])).toEqual([
      [1, 'repeated-text'],
      [2, 'unknown-words'],
    ]);
  });
});
