import { z } from 'zod';
import { shown } from '../../core/errors.js';
import { latentDimensions } from '../text/lexicon.js';
import {
  figureNames,
  fitText,
  TextFigures,
  textStateSchema,
  type TextFeatureOptions,
  type TextRow,
  type TextState,
} from '../text/text-features.js';
import { columnFields, columnName, reject } from './column-base.js';
import {
  CellProblem,
  type Beside,
  type CellReader,
  type CellValue,
  type ColumnEncoder,
  type ColumnKind,
  type Feature,
} from './column-kind.js';
import { parseColumnState } from './column-state.js';
import { missingNote } from './missing-note.js';
import { scaler } from './scaler.js';

/** So long a text may be declared to be, in UTF-16 units: words are compared with words, so the work grows with the square. */
const longest = 20_000;

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('text'),
  missing: z.union([reject, z.literal('empty')]).default('empty'),
  /** In UTF-16 units; longer texts are refused. */
  longest: z.int().min(1).max(longest).default(5000),
  /** How many directions of the latent space that is learnt of the texts are features. */
  vectors: z.int().min(0).max(latentDimensions).default(8),
  compared_with: z
    .strictObject({
      /** A text column beside which this one is measured, such as a reference answer. */
      column: columnName,
      /** A text column whose words earn nothing in that, such as the question. */
      apart_from: columnName.optional(),
    })
    .optional(),
});

export type TextColumnSpec = z.infer<typeof schema>;

/**
 * What people write. Features: how long it is (`name~words`), where it lies in the latent space of the training texts
 * (`name~direction_1`, ...), what it has in common with the text that it is compared with (`name~coverage`, ..., see `comparison.ts`), and
 * the flag `name?` where training rows had none.
 */
export const textColumn: ColumnKind<TextColumnSpec, TextState> = {
  name: 'text',
  schema,
  valueType: 'text',
  profiled: { as: 'counts' },
  expressionValues: () => ({ type: 'text' }),
  beside: ({ compared_with: other }) =>
    [other?.column, other?.apart_from].filter((name) => name !== undefined),
  reader: textReader,
  fit: (values, column, beside) => fitText(textRows(values, column, beside), optionsOf(column)),
  parseState: (json, column) =>
    parseColumnState(textStateSchema.refine(...scalesFit(optionsOf(column))), json, column),
  features(state, column) {
    const { name } = column;
    const features = figureNames(state, optionsOf(column)).map((figure): Feature => {
      return { name: `${name}~${figure}`, column: name, role: 'number' };
    });
    return state.hasMissing ? [...features, { name: `${name}?`, column: name, role: 'missing' }] : features;
  },
  encoder: textEncoder,
  jsonSchema: ({ missing, longest: most }) => ({
    type: missing === 'reject' ? 'string' : ['string', 'null'],
    maxLength: most,
    examples: ['It repeats a block of statements.'],
  }),
};

function optionsOf({ name, vectors, compared_with }: TextColumnSpec): TextFeatureOptions {
  return { name, vectors, isCompared: compared_with !== undefined };
}

function scalesFit(options: TextFeatureOptions) {
  const fits = (state: TextState) => state.scales.length === figureNames(state, options).length;
  return [fits, 'a scale for each feature'] as const;
}

/** A text as it is written; one without any character but blanks is missing, and "NA" is a text. */
function textReader({ longest: most }: TextColumnSpec): CellReader {
  const expected = `a text of at most ${most} characters`;
  return (input) => {
    if (input === null || input === undefined) return null;
    if (typeof input !== 'string') return new CellProblem('a text', shown(input));
    if (input.length > most) return new CellProblem(expected, `${input.length} characters`);
    return input.trim() === '' ? null : input;
  };
}

function textRows(
  values: readonly CellValue[],
  { compared_with: other }: TextColumnSpec,
  beside: Beside = new Map(),
): TextRow[] {
  const [references, aparts] = [other?.column, other?.apart_from].map((name) =>
    name === undefined ? undefined : (beside.get(name) ?? []),
  );
  return values.map((own, row) => ({
    own,
    ...(references && { reference: references[row] ?? null }),
    ...(aparts && { apart: aparts[row] ?? null }),
  }));
}

function textEncoder(state: TextState, column: TextColumnSpec): ColumnEncoder {
  const figures = new TextFigures(state.lexicon, optionsOf(column));
  const scales = state.scales.map((scale) => scaler.of(scale));
  const missing = missingNote(column.name, 'a text (none counts as empty)');
  return (values, { out, offset, width, beside }, notes) =>
    textRows(values, column, beside).forEach((row, i) => {
      const at = i * width + offset;
      const measured = figures.of(row);
      measured.values.forEach((value, k) => (out[at + k] = scales[k](value)));
      const isMissing = typeof row.own !== 'string';
      if (state.hasMissing) out[at + scales.length] = isMissing ? 1 : 0;
      if (notes === undefined) return;
      if (isMissing) notes.add(i, missing);
      else for (const note of measured.notes()) notes.add(i, note);
    });
}
