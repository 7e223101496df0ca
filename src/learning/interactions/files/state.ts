import { z } from 'zod';

const index = z.number().int().min(0);

const itemSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  attributes: z.array(z.string()),
  /** How many customers like it. */
  customers: z.number().int().min(0),
});

/** What serving knows besides its networks: plain JSON, `preparation.json`. */
export const recommenderStateSchema = z.strictObject({
  format: z.literal(1),
  items: z.array(itemSchema).min(1),
  /** How many customers were learnt from. */
  customers: z.number().int().min(1),
  /** Item indexes of every customer, by id; null where the scenario keeps no histories. */
  histories: z
    .record(z.string(), z.strictObject({ liked: z.array(index), others: z.array(index) }))
    .nullable(),
  /** Of each item its nearest, best first: index, customers in common, index, customers in common, ... */
  neighbours: z.array(z.array(index)),
  /** The networks that rank, with their weight in the sum of standardised scores. */
  rankers: z.array(z.strictObject({ network: z.string(), weight: z.number() })),
  /** The network of ratings: index 0 of its customers and items stands for unknown ones. */
  ratings: z
    .strictObject({
      network: z.string(),
      customers: z.array(z.string()),
      lowest: z.number(),
      highest: z.number(),
      mean: z.number(),
      deviation: z.number().positive(),
      /** Half the width of an interval that holds 90 % of ratings; null when too few were kept to tell. */
      halfWidth: z.number().nullable(),
    })
    .nullable(),
});

export type RecommenderState = z.infer<typeof recommenderStateSchema>;
export type RatingState = NonNullable<RecommenderState['ratings']>;
export type StateItem = RecommenderState['items'][number];
