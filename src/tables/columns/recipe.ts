import { z } from 'zod';

/*
 * How a cell that was read becomes the features of its column, as data: for programs that prepare rows without this one. A column kind whose
 * features come of more than that, such as of a library of chemistry, has no recipe.
 */

const flag = z
  .boolean()
  .describe('Whether one more feature stands behind: 1 where the value is missing, else 0');

const largest = z
  .number()
  .describe('What is standardised is kept between this and its negative, so that it stays within float32');

const scaleFields = {
  transform: z
    .enum(['none', 'log1p', 'landmarks'])
    .describe(
      'Before standardising: nothing; sign(x) log(1 + |x|); or the straight lines through `landmarks`, constant beyond their ends',
    ),
  landmarks: z.object({ values: z.array(z.number()), scores: z.array(z.number()) }).optional(),
  mean: z.number().describe('Subtracted after the transform'),
  deviation: z.number().describe('Divided by afterwards'),
  constant: z.boolean().describe('The feature is 0 whatever the value: it did not vary'),
  largest,
};

const numberRecipe = z.object({
  how: z.literal('number').describe('One feature: the standardised number'),
  fill: z.number().describe('In place of a missing value, before the transform'),
  ...scaleFields,
  flag,
});

const rankRecipe = z.object({
  how: z.literal('rank').describe('One feature: the number of the category'),
  ranks: z.record(z.string(), z.number()).describe('By code'),
  fill: z.number().describe('For a missing value'),
  flag,
});

const oneHotRecipe = z.object({
  how: z.literal('one-hot').describe('`slots` features, all 0 but one, which is 1'),
  categories: z.array(z.string()).describe('Codes: the place of each is its slot, from 0'),
  slots: z.int(),
  missing: z.int().optional().describe('Set to 1 for a missing value; absent: there is none'),
  fill: z.int().optional().describe('Set to 1 for a missing value, too; absent: there is none'),
  unknown: z.int().optional().describe('Set to 1 for a code that is no category; absent: there is none'),
});

const indexRecipe = z.object({
  how: z
    .literal('index')
    .describe('One feature: the place of the code from 1; 0 where it is missing or none of them'),
  categories: z.array(z.string()),
});

const dateRecipe = z.object({
  how: z
    .literal('date')
    .describe(
      'The features of each part, one after the other. `trend`: days since 1970 in UTC, fractions included, standardised; the others on the clock of the zone: `month` and `weekday` sine and cosine of 2π (month - 1) / 12 and of 2π (days since Monday) / 7, `time-of-day` sine and cosine of 1, 2 and 3 times 2π (share of the day)',
    ),
  parts: z.array(z.enum(['trend', 'month', 'weekday', 'time-of-day'])),
  zone: z.string().optional().describe('IANA name of the time zone; absent: UTC'),
  fill: z.number().describe('In place of a missing value: milliseconds since 1970 in UTC'),
  mean: scaleFields.mean,
  deviation: scaleFields.deviation,
  constant: scaleFields.constant,
  largest,
  flag,
});

export const recipeSchema = z.discriminatedUnion('how', [
  numberRecipe,
  rankRecipe,
  oneHotRecipe,
  indexRecipe,
  dateRecipe,
]);

export type ColumnRecipe = z.infer<typeof recipeSchema>;
