import { z } from 'zod';

const roles = ['customer', 'product', 'rating', 'count', 'time', 'title', 'year', 'tastes', 'part'] as const;

/** Options of the mechanism `latent-tastes`. */
export const latentTastesOptions = z.strictObject({
  mechanism: z.literal('latent-tastes'),
  seed: z.number().int().min(0),
  /** Interactions in all; the products of the part `negative` come on top. */
  rows: z.number().int().min(1),
  customers: z.number().int().min(2),
  products: z.number().int().min(4),
  /** How much a customer's tastes decide, against how well known a product is: 0 not at all. */
  pull: z.number().min(0).default(2),
  /** The hidden tastes, with the words that their products are called by. */
  tastes: z
    .array(z.strictObject({ name: z.string().min(1), words: z.array(z.string().min(1)).min(2) }))
    .min(2),
  /** What stands before the word of a taste in a title. */
  openings: z.array(z.string().min(1)).min(1),
  /** For a column of the part: so many products a customer does not have. */
  negatives: z.number().int().min(0).default(0),
  /** The columns in their order, and what stands in them. */
  columns: z.array(z.strictObject({ name: z.string().min(1), role: z.enum(roles) })).min(2),
});

export type LatentTastesOptions = z.infer<typeof latentTastesOptions>;
export type TasteRole = (typeof roles)[number];
