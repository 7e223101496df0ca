import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figure, figureText } from '../../../core/text/figures.js';
import { RowLines, type CellForm } from './row-lines.js';
import { RowMemory } from './row-memory.js';

const delimiter = ';';

/** The lines of rows with one record each, and how often each text of a choice stands there. */
function written(records: readonly string[], outputs: Float32Array, cells: readonly CellForm[]) {
  const memory = new RowMemory();
  const width = outputs.length / records.length;
  const form = { delimiter, outputs: width, cells, tail: 'm@1', more: 20, figureText };
  const lines = new RowLines(memory, form);
  const bytes = new Uint8Array(Buffer.from(records.join('\n')));
  const at = memory.stored(bytes);
  let start = 0;
  const rows = records.flatMap((record, row) => {
    const end = start + Buffer.byteLength(record);
    const own = [start, end, row % 3 === 2 ? 1 : 0];
    start = end + 1;
    return own;
  });
  const block = { at, bytes: bytes.length, rows: Uint32Array.from(rows), outputs };
  const found = lines.write({ ...block, record: (row) => `<${records[row]}>` });
  return { text: Buffer.from(found.bytes).toString('utf8'), counts: found.counts };
}

const number = fc.oneof(
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.float({ min: 0, max: 1, noNaN: true }),
  fc.float({ min: -10, max: 10, noNaN: true }),
  fc.integer({ min: -2_000_000, max: 2_000_000 }).map((n) => Math.fround(n / 1000)),
  fc
    .constantFrom(0, -0, 1, 0.5, 1e-4, 9.99999e-5, 999999999, 1e9, 0.1, 99999.9921875, 16777216, 1e-40)
    .map(Math.fround),
);

describe('lines of the output', () => {
  it('have the figures that everything else has, to the last digit', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 50 }), (numbers) => {
        const records = numbers.map((_, i) => `中${i},x`);
        const { text } = written(records, Float32Array.from(numbers), [{ kind: 'figure', output: 0 }]);
        const expected = numbers.map((value, row) => {
          const record = row % 3 === 2 ? `<${records[row]}>` : records[row];
          return `${record};${figureText(value)};m@1\n`;
        });
        expect(text).toBe(expected.join(''));
      }),
      { numRuns: 2000 },
    );
  });

  it('have the text of the band that the figure lies in, which begins with its cut, and count it', () => {
    const cut = fc.oneof(number, fc.constantFrom(0.2, 0.7));
    const outputs = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(outputs, fc.uniqueArray(cut, { maxLength: 3 }), (pairs, given) => {
        // A cut is often exactly what is read.
        const cuts = [...new Set([...given, figure(pairs[0][1])])]
          .map((one) => one + 0)
          .sort((a, b) => a - b);
        const texts = ['below', ...cuts.map((_, i) => `from ${i} 带`)];
        const choice: CellForm = { kind: 'choice', output: 1, cuts, texts };
        const records = pairs.map((_, i) => `${i}`);
        const { text, counts } = written(records, Float32Array.from(pairs.flat()), [choice]);
        const bands = pairs.map(([, value]) => cuts.filter((one) => figure(value) >= one).length);
        const own = text
          .trimEnd()
          .split('\n')
          .map((line) => line.split(delimiter)[1]);
        expect(own).toEqual(bands.map((band) => texts[band]));
        expect(counts).toEqual([texts.map((_, band) => bands.filter((one) => one === band).length)]);
      }),
      { numRuns: 500 },
    );
  });
});
