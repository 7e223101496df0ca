import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import { encodingName, expectedEncoding } from '../../core/text/encoding-name.js';
import { mostDetails } from '../../core/text/lists.js';
import { zodProblems } from '../../core/zod-problems.js';

/** A switch in JSON, or as the text of a query or a form. */
export const switchOption = z.union(
  [z.boolean(), z.stringbool({ truthy: ['true', 'yes'], falsy: ['false', 'no'], case: 'sensitive' })],
  'true or false',
);

const mapForm = 'an object such as {"FILE_NAME": "column"}, in a query or a form as JSON';

/** Columns of a table that are declared ones under another name. */
export const mapOption = z.preprocess(
  (given) => (typeof given === 'string' ? parsedJson(given) : given),
  z.record(z.string(), z.string(), mapForm),
);

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a rule about a whole file is told; the rule itself checks it. */
export const ruleOptions = z.preprocess(
  (given) => (typeof given === 'string' ? parsedJson(given) : given),
  z.record(z.string(), z.unknown(), 'an object such as {"limit": 1000}, in a query or a form as JSON'),
);

/** The encoding of a table, as a name that the WHATWG standard knows. */
export const encodingOption = z
  .string('a text, given once')
  .refine((given) => encodingName(given) !== undefined, expectedEncoding);

/**
 * The options of an order.
 * @throws InvalidInputError with one detail per wrong option.
 */
export function parseOptions<Schema extends z.ZodType>(
  schema: Schema,
  options: Readonly<Record<string, unknown>>,
): z.infer<Schema> {
  const { data, error } = schema.safeParse(options);
  if (!error) return data;
  throw new InvalidInputError('The options of the job are not what they should be.', {
    details: zodProblems(error, options, { most: mostDetails }),
    hint: 'GET /openapi.json describes the options.',
  });
}
