import { InvalidInputError } from '../core/errors.js';
import type { DraftHead } from '../scenarios/draft/draft-lines.js';
import { draftRecommendation } from '../scenarios/draft/recommendation-draft.js';
import { inferInteractions, type InferredInteractions } from '../tables/inference/infer-interactions.js';
import type { ReadColumn } from '../tables/inference/infer-series.js';
import type { Drafted, DraftWishes } from './drafted.js';

/** A file is taken for interactions unasked where customers have so many rows on average. */
const rowsUnasked = 2;

/**
 * The draft of a recommendation; undefined where nobody asked for one and the file is no table of interactions.
 * @throws InvalidInputError where somebody did.
 */
export function recommendationDraft(
  head: DraftHead,
  columns: readonly ReadColumn[],
  { task, user, item }: Pick<DraftWishes, 'task' | 'user' | 'item'>,
): Drafted | undefined {
  const asked = task === 'recommendation' || user !== undefined || item !== undefined;
  if (!asked && task !== undefined) return undefined;
  const interactions = inferInteractions(columns, { user, item });
  if (asked && interactions === undefined) throw noIds(columns);
  if (interactions === undefined || (!asked && !isPlain(interactions, head.source.rows))) return undefined;
  if (interactions.tested === 0) throw tooFew(interactions);
  const { user: customer, item: product } = interactions;
  const note = `note: ${customer} and ${product} are customers and products, so the draft is of a recommendation; another one with --task or --target`;
  return { text: draftRecommendation({ ...head, interactions }), notes: asked ? [] : [note] };
}

function isPlain({ named, customers, products, tested }: InferredInteractions, rows: number): boolean {
  return named && tested > 0 && rows >= rowsUnasked * Math.max(customers, products);
}

function noIds(columns: readonly ReadColumn[]): InvalidInputError {
  const received = columns
    .map(({ inferred, texts }) => `${inferred.name}: ${new Set(texts).size} different`)
    .join(', ');
  return new InvalidInputError('No two columns of the file are customers and products.', {
    details: [
      {
        expected: 'two columns of texts or whole numbers, whose values stand in several rows each',
        received,
      },
    ],
    hint: 'Name them: --user COLUMN --item COLUMN.',
  });
}

function tooFew({ user, item, customers, products }: InferredInteractions): InvalidInputError {
  return new InvalidInputError('No customer has products enough to learn from.', {
    details: [
      {
        column: user,
        expected: `customers with 3 different values of ${item} or more: one is held out for the report, one chooses between networks`,
        received: `${customers} customers and ${products} products, none with so many`,
      },
    ],
  });
}
