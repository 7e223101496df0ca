import type { BatchRows, CodedTexts } from '../../decisions/batch.js';
import type { GatherPlan } from './gather-plan.js';
import type { GatheredRows } from './gather-block.js';

/** What is gathered of the scored rows of a file, in typed arrays: some bytes per row and column. */
export class Gathered {
  private readonly lengths: Int32Array[] = [];
  private readonly figures: Float64Array[][];
  private readonly numbers = new Map<string, Float64Array[]>();
  private readonly texts = new Map<string, TextColumn>();
  private width = 0;
  private count = 0;

  constructor({ columns, alternatives }: GatherPlan) {
    this.figures = alternatives.map(() => []);
    for (const { name, kind } of columns) {
      if (kind === 'number') this.numbers.set(name, []);
      else this.texts.set(name, new TextColumn());
    }
  }

  add({ lengths, width, figures, numbers, texts }: GatheredRows): void {
    if (lengths.length === 0) return;
    this.count += lengths.length;
    this.width = width;
    this.lengths.push(lengths);
    figures.forEach((values, alternative) => this.figures[alternative].push(values));
    for (const [name, blocks] of this.numbers) blocks.push(numbers[name]);
    for (const [name, column] of this.texts) column.add(texts[name]);
  }

  /** Hands over what was gathered, for one rule. */
  rows(): BatchRows {
    const { count, width } = this;
    return {
      count,
      width,
      figures: this.figures.map((blocks) => joined(blocks, count * width)),
      numbers: Object.fromEntries(
        Array.from(this.numbers, ([name, blocks]) => [name, joined(blocks, count)]),
      ),
      texts: Object.fromEntries(Array.from(this.texts, ([name, column]) => [name, column.coded()])),
    };
  }

  /** Bytes of the output line of each row. */
  lineLengths(): Int32Array {
    const all = new Int32Array(this.count);
    let at = 0;
    for (const block of this.lengths) {
      all.set(block, at);
      at += block.length;
    }
    return all;
  }
}

/** Empties the list, so that what was joined is held once. */
function joined(blocks: Float64Array[], length: number): Float64Array {
  const all = new Float64Array(length);
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  blocks.length = 0;
  return all;
}

/** Texts of rows, each different one held once. */
class TextColumn {
  private readonly places = new Map<string, number>();
  private readonly codes: Int32Array[] = [];

  add(texts: readonly (string | null)[]): void {
    this.codes.push(Int32Array.from(texts, (text) => (text === null ? -1 : this.placeOf(text))));
  }

  coded(): CodedTexts {
    const codes = new Int32Array(this.codes.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const block of this.codes) {
      codes.set(block, at);
      at += block.length;
    }
    return { codes, texts: [...this.places.keys()] };
  }

  private placeOf(text: string): number {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    const place = this.places.size;
    this.places.set(text, place);
    return place;
  }
}
