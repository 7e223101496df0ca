import { languages } from '../core/language/language.js';

/** The part of the API's description that is about the language of texts. */

type Json = Record<string, unknown>;

export const languageParameter = {
  name: 'Accept-Language',
  in: 'header',
  description: 'The language of texts that people read: zh (any Chinese) or English, which all else asks for',
  schema: { type: 'string' },
  example: 'zh-CN',
};

/** Of an answer that is given in the language asked for. */
export const languageHeaders = {
  'Content-Language': {
    description: 'The language of its texts; other answers to the same request differ by Accept-Language',
    schema: { enum: languages },
  },
};

/** An operation whose answer itself is given in the language asked for, and not its refusals alone. */
export function inLanguage(operation: Json): Json {
  const responses = operation.responses as Record<string, Json>;
  return { ...operation, responses: { ...responses, 200: { ...responses[200], headers: languageHeaders } } };
}

/** Every operation of the API refuses in the language asked for. */
export function withLanguages(
  paths: Record<string, Record<string, Json>>,
): Record<string, Record<string, Json>> {
  const language = { $ref: '#/components/parameters/language' };
  for (const [path, item] of Object.entries(paths)) {
    if (!path.startsWith('/v1/')) continue;
    for (const operation of Object.values(item)) {
      operation.parameters = [...((operation.parameters as Json[] | undefined) ?? []), language];
    }
  }
  return paths;
}
