import { z } from 'zod';

const form = 'a text, or one in each language: { en: …, zh: … }';

/** A text that users read, in the two languages of the product. A plain text in a specification stands for both. */
export const localisedText = z.preprocess(
  (given) => (typeof given === 'string' && given !== '' ? { en: given, zh: given } : given),
  z.strictObject(
    { en: z.string().min(1), zh: z.string().min(1) },
    { error: ({ code }) => (code === 'invalid_type' ? form : undefined) },
  ),
);

export type LocalisedText = z.infer<typeof localisedText>;
