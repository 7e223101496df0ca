import { z } from 'zod';
import { answerListSchema, answerSchema } from '../../learning/answer.js';

type Json = Record<string, unknown>;

/** Of the fields that say something of the case: name, model and version are said in the text. */
const outlined = ['prediction', 'decision', 'reasons', 'applicability', 'notice', 'model'];

/** The fields of an answer without what stands in them: the whole is the resource `sextant://answer-schema`. */
export const answerOutput = outlineOf(z.toJSONSchema(answerSchema, { target: 'draft-2020-12' }));

/** The whole shape of an answer, and of a list of them. */
export const answerJsonSchema: Json = {
  oneOf: [
    z.toJSONSchema(answerSchema, { target: 'draft-2020-12', io: 'input' }),
    z.toJSONSchema(answerListSchema, { target: 'draft-2020-12', io: 'input' }),
  ],
};

function outlineOf({ properties = {} }: z.core.JSONSchema.BaseSchema) {
  const fields = outlined.map((name) => [name, { type: (properties[name] as { type?: string }).type }]);
  return { type: 'object' as const, properties: Object.fromEntries(fields) as Record<string, object> };
}
