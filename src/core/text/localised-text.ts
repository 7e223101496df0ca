import { z } from 'zod';

/** A text that users read, in the two languages of the product. */
export const localisedText = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

export type LocalisedText = z.infer<typeof localisedText>;
