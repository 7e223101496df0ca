import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SextantError } from '../../src/core/errors.js';
import { openTinySuite, type TinyFeatures, type TinySuite } from './tiny-suite.fixture.js';

let tiny: TinySuite;
beforeAll(async () => {
  tiny = await openTinySuite();
});
afterAll(() => tiny.remove());

/** One record of a file, and what must become of it. */
interface Planned {
  /** Without line end; may hold line ends inside quotes. */
  text: string;
  fate: 'scored' | 'rejected' | 'blank';
  /** Of a scored one. */
  features?: TinyFeatures;
}

type Layout = { delimiter: string; order: readonly string[] };

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const sizes = fc.integer({ min: -50, max: 150 }).map((tenths) => tenths / 10);
const missing = fc.constantFrom('', 'NA', ' ? ', 'null');
const sizeCell = fc.oneof(
  sizes.map((size) => ({ cell: String(size), size: size })),
  missing.map((cell) => ({ cell, size: null })),
);
const colourCell = fc.oneof(
  fc.constantFrom(...['r', 'red', ' r'].map((cell) => ({ cell, colour: 'r' }))),
  fc.constantFrom(...['b', 'blue'].map((cell) => ({ cell, colour: 'b' }))),
  missing.map((cell) => ({ cell, colour: null })),
);
const note = fc.string({ unit: fc.constantFrom(...'ab中é"\n\r,;\t| =@'), maxLength: 12 });
const wrongCell = fc.constantFrom('much', '1,5', '12 kg', 'green', '=1+1', '#');

/** Cells by name, in the order of the file, each quoted so that the record reads back as they are. */
function record(cells: Record<string, string>, { delimiter, order }: Layout): string {
  return order
    .map((name) => (name === 'note' ? quoted(cells[name]) : quotedWhereNeeded(cells[name], delimiter)))
    .join(delimiter);
}

function quotedWhereNeeded(text: string, delimiter: string): string {
  return text.includes(delimiter) ? quoted(text) : text;
}

const planned = (layout: Layout): fc.Arbitrary<Planned> => {
  const good = fc
    .record({ size: sizeCell, colour: colourCell, note })
    .map(({ size, colour, note }): Planned => {
      const cells = { size: size.cell, colour: colour.cell, note };
      return {
        text: record(cells, layout),
        // A row without any declared value is none.
        fate: size.size === null && colour.colour === null ? 'rejected' : 'scored',
        features: { size: size.size, colour: colour.colour },
      };
    });
  const wrong = fc
    .record({ size: wrongCell, colour: wrongCell, note, which: fc.integer({ min: 1, max: 3 }) })
    .map(({ size, colour, note, which }): Planned => {
      const cells = { size: which & 1 ? size : '5', colour: which & 2 ? colour : 'b', note };
      return { text: record(cells, layout), fate: 'rejected' };
    });
  const ragged = fc.constantFrom(1, 2, 4, 5).map((count): Planned => {
    return { text: Array<string>(count).fill('1').join(layout.delimiter), fate: 'rejected' };
  });
  const behindQuote = fc.constantFrom<Planned>({
    text: ['"5"x', 'b', 'n'].join(layout.delimiter),
    fate: 'rejected',
  });
  const blank = fc.constantFrom('', ' ', '\v').map((text): Planned => ({ text, fate: 'blank' }));
  return fc.oneof({ weight: 6, arbitrary: good }, wrong, ragged, behindQuote, blank);
};

const mangledFile = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    order: fc.shuffledSubarray(['size', 'colour', 'note'], { minLength: 3, maxLength: 3 }),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    mark: fc.boolean(),
    lastLineEnd: fc.boolean(),
    neverClosed: fc.boolean(),
    blockBytes: fc.integer({ min: 16, max: 400 }),
  })
  .chain((form) => fc.array(planned(form), { maxLength: 25 }).map((records) => ({ ...form, records })));

type MangledFile = typeof mangledFile extends fc.Arbitrary<infer File> ? File : never;

/** The file's text, and for each record the line on which it starts. */
function render(file: MangledFile): { text: string; lines: number[]; records: Planned[] } {
  const { delimiter, order, lineEnd, mark, lastLineEnd, neverClosed } = file;
  const unclosed: Planned = { text: `5${delimiter}b${delimiter}"never closed`, fate: 'rejected' };
  const records = neverClosed ? [...file.records, unclosed] : file.records;
  const lines: number[] = [];
  let line = 2;
  for (const { text } of records) {
    lines.push(line);
    line += (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
  }
  const body = [order.join(delimiter), ...records.map(({ text }) => text)].join(lineEnd);
  return { text: `${mark ? '\ufeff' : ''}${body}${lastLineEnd ? lineEnd : ''}`, lines, records };
}

describe('any mangled file', () => {
  it('is accounted for row by row, each scored as predict does, each reject under its line', async () => {
    await fc.assert(
      fc.asyncProperty(mangledFile, async (file) => {
        const { text, lines, records } = render(file);
        const { result, rows, rejects } = await tiny.score(text, { blockBytes: file.blockBytes });
        const fates = (fate: Planned['fate']) => records.filter((one) => one.fate === fate);
        expect(result.rows).toMatchObject({
          input: records.length - fates('blank').length,
          scored: fates('scored').length,
          rejected: fates('rejected').length,
        });
        expect(rejects.map(({ line }) => Number(line))).toEqual(
          records.flatMap(({ fate }, i) => (fate === 'rejected' ? [lines[i]] : [])),
        );
        for (const [i, { features }] of fates('scored').entries()) {
          const { prediction, decision } = await tiny.predict(features ?? { size: null, colour: null });
          expect(Object.is(Number(rows[i].probability), prediction.probability)).toBe(true);
          expect(rows[i]).toMatchObject({ prediction: prediction.label, decision: decision?.action });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of arbitrary bytes is scored and rejected without a rest, or refused as a whole with a reason', async () => {
    const pieces = fc.constantFrom(
      'size',
      'colour',
      ',',
      ';',
      '"',
      '""',
      '\n',
      '\r',
      '1',
      'b',
      'é',
      '\ufeff',
      '\0',
      '=',
    );
    const bytes = fc.oneof(
      fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
      fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        bytes,
        fc.integer({ min: 1, max: 60 }),
        async (hasHeader, body, blockBytes) => {
          const content = hasHeader ? Buffer.concat([Buffer.from('size,colour\n'), body]) : body;
          try {
            const { result, rows, rejects } = await tiny.score(content, { blockBytes, delimiter: ',' });
            const { input, scored, rejected } = result.rows;
            expect([rows.length, rejects.length]).toEqual([scored, rejected]);
            expect(input).toBe(scored + rejected);
          } catch (error) {
            if (hasHeader || !(error instanceof SextantError)) throw error;
            expect(error.message).not.toBe('');
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
