import { draftedTasks } from '../drafting/drafted.js';
import { inLanguage } from './openapi-languages.js';
import { problemResponse, sharedPaths } from './openapi-parts.js';
import { schemaOf } from './openapi-schemas.js';

/** The part of the API's description that is about scenarios of one's own. */

type Json = Record<string, unknown>;

const text = { type: 'string' };

const reading = {
  encoding: { ...text, description: 'Of the table, by a name of the WHATWG encoding standard; found out' },
  delimiter: { ...text, description: 'One character, or `tab`; found out from the header' },
  header: {
    enum: ['yes', 'no'],
    default: 'yes',
    description: '`no`: the first line is a row, and columns are called `column_1`, `column_2`, ...',
  },
};

const wishes = {
  target: { ...text, description: 'The column to be predicted; default: the last one that can be' },
  task: { enum: draftedTasks, description: 'Default: found out' },
  series: { ...text, description: 'Of a forecast: the column that tells series apart; found out' },
  user: { ...text, description: 'Of a recommendation: who took a product; found out' },
  item: { ...text, description: 'Of a recommendation: the product; found out' },
};

const specification = {
  ...text,
  description:
    'The decided draft: JSON with the keys of a `scenario.yaml`, or such a file’s text. `id` is `own/` and a name; `data` become the table',
};

const file = { type: 'string', contentMediaType: 'text/csv' };

function form(properties: Json, required: string[]): Json {
  const schema = { type: 'object', properties: { ...properties, file }, required };
  return { required: true, content: { 'multipart/form-data': { schema } } };
}

function answered(status: number, description: string, name: 'TableDraft' | 'ScenarioDescription'): Json {
  const content = { 'application/json': { schema: schemaOf(name) } };
  return { [status]: { description, content }, default: problemResponse };
}

/** A table becomes a draft, and a draft a scenario. */
export function ownPaths(): Record<string, Json> {
  const draft = {
    summary: 'Draft a scenario from a table, for a person to decide on; nothing is kept',
    requestBody: form({ ...reading, ...wishes }, ['file']),
    responses: answered(200, 'The draft', 'TableDraft'),
  };
  const made = answered(201, 'The scenario, which can be trained and asked', 'ScenarioDescription');
  const make = {
    summary: 'Make a scenario of a table and a decided draft',
    requestBody: form({ ...reading, specification }, ['specification', 'file']),
    responses: {
      ...made,
      201: { ...(made[201] as Json), headers: { Location: { description: 'Its address', schema: text } } },
    },
  };
  return {
    '/v1/drafts': { post: inLanguage(draft) },
    '/v1/scenarios': { ...structuredClone(sharedPaths['/v1/scenarios']), post: make },
  };
}

/** Of a scenario that this server made. */
export function removal(tag: string): Json {
  return {
    tags: [tag],
    summary: 'Remove the scenario with its rows and its versions',
    responses: { 204: { description: 'Nothing of it is left' }, default: problemResponse },
  };
}
