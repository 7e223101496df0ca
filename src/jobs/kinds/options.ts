import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';

/** A switch in JSON, or as the text of a query or a form. */
export const switchOption = z.union(
  [z.boolean(), z.stringbool({ truthy: ['true', 'yes'], falsy: ['false', 'no'], case: 'sensitive' })],
  'true or false',
);

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
    details: error.issues.map((issue) => {
      if (issue.code === 'unrecognized_keys') {
        return { expected: 'only options that there are', received: issue.keys.join(', ') };
      }
      const value = options[String(issue.path[0])];
      return { pointer: `/${issue.path.join('/')}`, expected: issue.message, received: shown(value) };
    }),
    hint: 'GET /openapi.json describes the options.',
  });
}
