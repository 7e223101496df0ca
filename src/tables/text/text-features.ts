import { z } from 'zod';
import type { CellNote, CellValue } from '../columns/column-kind.js';
import { scaler, type Scale } from '../columns/scaler.js';
import { compareTexts, comparisonNames, type Comparison } from './comparison.js';
import { learnLexicon, Lexicon, lexiconSchema } from './lexicon.js';
import { readText, type ReadText } from './read-text.js';
import { signsOf } from './text-signs.js';

/** What a declaration says of the features of a text. */
export interface TextFeatureOptions {
  /** For the notes. */
  name: string;
  /** How many directions of the latent space are features. */
  vectors: number;
  isCompared: boolean;
}

const scaleSchema = z.strictObject({
  mean: z.number(),
  standardDeviation: z.number().min(0),
  constant: z.boolean(),
});

/** Plain JSON. */
export const textStateSchema = z
  .strictObject({
    hasMissing: z.boolean(),
    lexicon: lexiconSchema,
    /** Of each figure, in the order of its features. */
    scales: z.array(scaleSchema),
  })
  .refine(({ scales }) => scales.length > 0, 'the scale of a feature');

export type TextState = z.infer<typeof textStateSchema>;

/** A text beside those that it is compared with; null: missing. */
export interface TextRow {
  own: CellValue;
  reference?: CellValue;
  apart?: CellValue;
}

/** Names of the figures of a text behind its column's: its length, its place in the latent space, the comparison. */
export function figureNames({ lexicon }: Pick<TextState, 'lexicon'>, options: TextFeatureOptions): string[] {
  const directions = Math.min(options.vectors, lexicon.strengths.length);
  return [
    'words',
    ...Array.from({ length: directions }, (_, k) => `direction_${k + 1}`),
    ...(options.isCompared ? comparisonNames : []),
  ];
}

/** Learn from training rows: a lexicon of all their texts, and the scale of each figure. */
export function fitText(rows: readonly TextRow[], options: TextFeatureOptions): TextState {
  const texts = rows.flatMap(({ own, reference, apart }) => [own, reference, apart]);
  const present = texts.filter((value): value is string => typeof value === 'string');
  const isNeeded = options.vectors > 0 || options.isCompared;
  const lexicon = learnLexicon(isNeeded ? present : []);
  const figures = new TextFigures(lexicon, options);
  const measured = rows.filter(({ own }) => typeof own === 'string').map((row) => figures.of(row).values);
  const scales = figureNames({ lexicon }, options).map((_, i): Scale => {
    return scaler.fit(Float64Array.from(measured, (values) => values[i]).sort());
  });
  return { hasMissing: measured.length < rows.length, lexicon, scales };
}

/** The figures of texts, unscaled. */
export class TextFigures {
  private readonly lexicon: Lexicon;
  private readonly directions: number;
  /** Questions and references come again row after row. */
  private readonly known = new Map<string, ReadText>();

  constructor(
    state: TextState['lexicon'],
    private readonly options: TextFeatureOptions,
  ) {
    this.lexicon = new Lexicon(state);
    this.directions = Math.min(options.vectors, this.lexicon.dimensions);
  }

  /** One value for each of {@link figureNames}, and what is remarked. */
  of({ own, reference, apart }: TextRow): { values: number[]; notes: () => CellNote[] } {
    const read = readText(textOf(own), this.lexicon);
    const values = [Math.log1p(read.words.length), ...read.vector.subarray(0, this.directions)];
    if (!this.options.isCompared) return { values, notes: () => [] };
    const texts = {
      own: read,
      reference: this.again(reference),
      apart: apart === undefined ? undefined : this.again(apart),
    };
    const figures: Comparison = compareTexts(texts, this.lexicon);
    return {
      values: [...values, ...comparisonNames.map((name) => figures[name])],
      notes: () => signsOf(this.options.name, texts, figures, this.lexicon),
    };
  }

  private again(value: CellValue | undefined): ReadText {
    const text = textOf(value);
    const known = this.known.get(text);
    if (known) return known;
    if (this.known.size >= mostKnown) this.known.clear();
    const read = readText(text, this.lexicon);
    this.known.set(text, read);
    return read;
  }
}

const mostKnown = 1000;

function textOf(value: CellValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
