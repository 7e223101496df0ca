import { languages } from '../core/language/language.js';
import { jobId, jobStates } from '../jobs/job.js';
import { jobKindNames } from '../jobs/kinds/names.js';
import { resultNames } from '../jobs/kinds/job-kind.js';
import { inLanguage } from './openapi-languages.js';
import { problemResponse } from './openapi-parts.js';
import { schemaOf } from './openapi-schemas.js';

/** The part of the API's description that is about jobs. */

type Json = Record<string, unknown>;

const text = { type: 'string' };
const number = { type: 'number' };
const object = (properties: Json, required: string[] = []) => ({ type: 'object', properties, required });

/** An object is given as JSON, which OpenAPI says by a content type in place of a schema. */
const query = (name: string, schema: Json, description?: string): Json => ({
  name,
  in: 'query',
  ...(schema.type === 'object' ? { content: { 'application/json': { schema } } } : { schema }),
  ...(description && { description }),
});

/** Of a path of one job. */
export const jobParameter = { name: 'id', in: 'path', required: true, schema: text };

const answer = (content: Json): Json => ({
  responses: { 200: { description: 'OK', content }, default: problemResponse },
});
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const ofJob = (summary: string, content: Json, more: Json = {}): Json => ({
  summary,
  parameters: [{ $ref: '#/components/parameters/job' }],
  ...answer(content),
  ...more,
});

const resultContents: Readonly<Record<(typeof resultNames)[number], { summary: string; content: Json }>> = {
  result: {
    summary: 'The scored CSV of a batch, a rescoring or a decision, or the version that a training made',
    content: { 'text/csv': {}, ...json(schemaOf('TrainingSummary')) },
  },
  rejects: {
    summary: 'Rows of a batch or a decision that could not be scored, and why',
    content: { 'text/csv': {} },
  },
  receipt: { summary: 'Accounts for every row of a batch or a decision', content: json(schemaOf('Receipt')) },
};

export const jobPaths: Readonly<Record<string, Json>> = {
  '/v1/jobs': {
    get: inLanguage({
      summary: 'Jobs, the latest first',
      parameters: [
        query('limit', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
        query('cursor', { ...text, pattern: jobId.source }, '`next` of the page before'),
        query('state', { enum: jobStates }),
        query('kind', { enum: jobKindNames }),
        query('scenario', text),
      ],
      ...answer(json(schemaOf('JobPage'))),
    }),
  },
  '/v1/jobs/{id}': {
    get: inLanguage(ofJob('How a job is', json(schemaOf('Job')))),
    delete: ofJob('Cancel a job that has not ended; remove one that has', json(schemaOf('Job')), {
      responses: {
        200: { description: 'The job, cancelled', content: json(schemaOf('Job')) },
        204: { description: 'The job had ended; nothing of it is left' },
        default: problemResponse,
      },
    }),
  },
  '/v1/jobs/{id}/events': {
    get: ofJob(
      'What happens to a job, as server-sent events; ends with the job. 503 when too many are followed',
      {},
      {
        responses: {
          200: {
            description: 'OK; the data of each event are a JobEvent',
            content: { 'text/event-stream': {} },
          },
          204: { description: 'Nothing will come any more' },
          default: problemResponse,
        },
        parameters: [
          { $ref: '#/components/parameters/job' },
          {
            name: 'Last-Event-ID',
            in: 'header',
            schema: { type: 'integer' },
            description: 'Events behind this one',
          },
        ],
      },
    ),
  },
  ...Object.fromEntries(
    resultNames.map((name) => {
      const { summary, content } = resultContents[name];
      return [`/v1/jobs/{id}/${name}`, { get: ofJob(summary, content) }];
    }),
  ),
};

interface Option {
  name: string;
  schema: Json;
  description?: string;
}

const delimiter: Option = {
  name: 'delimiter',
  schema: text,
  description: 'One character, or `tab`; found out from the header when not given',
};
const encoding: Option = {
  name: 'encoding',
  schema: text,
  description:
    'Of the table, by a name of the WHATWG encoding standard such as `windows-1252` or `gb18030`; default UTF-8, or `charset=` of the content type',
};
const map: Option = {
  name: 'map',
  schema: { type: 'object', additionalProperties: text },
  description: 'Columns of the table that are declared ones under another name; in a query or a form as JSON',
};
const warnings: Option = {
  name: 'warnings',
  schema: { type: 'boolean', default: false },
  description: 'A result column `warnings` says of each row what is unusual about it',
};
const language: Option = {
  name: 'language',
  schema: { enum: languages, default: 'en' },
  description: 'Of what the column `warnings` and the rejects say',
};
const probabilities: Option = {
  name: 'probabilities',
  schema: { type: 'boolean', default: false },
  description: 'A result column with the probability of each class; of scenarios of more than two',
};
const trainingOptions: Option[] = [
  encoding,
  { name: 'seed', schema: { type: 'integer', minimum: 0 } },
  {
    name: 'search',
    schema: number,
    description: 'Minutes in which other networks are tried, too (tables only)',
  },
  {
    name: 'promote',
    schema: { type: 'boolean', default: true },
    description: 'Whether the version may serve',
  },
  {
    name: 'reason',
    schema: { type: 'string', minLength: 1, maxLength: 500 },
    description:
      'Why it is to serve whatever speaks against it: a floor, too few rows, a better champion. The ledger keeps it',
  },
];

const batchOptions = [delimiter, encoding, map, warnings, probabilities, language];

const rule: Option = {
  name: 'rule',
  schema: text,
  description: 'A rule of the scenario about whole files; needed where it has several',
};
const options: Option = {
  name: 'options',
  schema: { type: 'object' },
  description: 'What the run states for the rule, such as `{"limit":1000}`; in a query or a form as JSON',
};

const decisionOptions = [rule, options, ...batchOptions];

const rescoringOptions: Option[] = [
  {
    name: 'job',
    schema: { ...text, pattern: jobId.source },
    description: 'The batch, or the rescoring, whose rejects were repaired; needed',
  },
  {
    name: 'version',
    schema: { type: 'integer', minimum: 1 },
    description: 'Scores the repaired rows; default: the version of the job',
  },
  encoding,
];

/**
 * The paths of a scenario that order jobs.
 * @param decidesFiles whether it has a rule about whole files
 */
export function orderPaths(base: string, tag: string, decidesFiles: boolean): Record<string, Json> {
  const decisions = {
    [`${base}/decisions`]: {
      post: order(tag, 'Decide on all rows of a CSV by a rule, as a job', decisionOptions, true),
    },
  };
  return {
    [`${base}/batches`]: {
      post: order(tag, 'Score a CSV of any size as a job', batchOptions, true),
    },
    [`${base}/rescorings`]: {
      post: order(
        tag,
        'Score the repaired rejects of a batch and merge them, as a job',
        rescoringOptions,
        true,
      ),
    },
    ...(decidesFiles && decisions),
    [`${base}/train`]: { post: order(tag, 'Train a version as a job', trainingOptions, false) },
  };
}

/** Types of a table besides text with delimiters. */
const otherForms = [
  'application/gzip',
  'application/jsonl',
  'application/vnd.apache.parquet',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

function order(tag: string, summary: string, options: readonly Option[], required: boolean): Json {
  const binary = { schema: { type: 'string', contentMediaType: 'text/csv' } };
  const properties = Object.fromEntries(options.map(({ name, schema }) => [name, schema]));
  const content = {
    'text/csv': binary,
    'text/tab-separated-values': binary,
    ...Object.fromEntries(
      otherForms.map((type) => [type, { schema: { type: 'string', contentMediaType: type } }]),
    ),
    'multipart/form-data': {
      schema: object({ ...properties, file: { type: 'string', contentMediaType: 'text/csv' } }),
    },
    'application/json': {
      schema: object({ ...properties, path: { ...text, description: 'A file that the server may read' } }),
    },
  };
  const location = { description: 'The address of the job', schema: text };
  const taken = (description: string) => ({
    description,
    headers: { Location: location },
    content: json(schemaOf('Job')),
  });
  return {
    tags: [tag],
    summary,
    parameters: [
      ...options.map(({ name, schema, description }) => query(name, schema, description)),
      {
        name: 'Idempotency-Key',
        in: 'header',
        schema: { type: 'string', maxLength: 255 },
        description: 'The same order under the same key is one job',
      },
    ],
    requestBody: { required, content },
    responses: {
      200: taken('The job that was ordered before under the same key'),
      202: taken('The job was taken'),
      default: problemResponse,
    },
  };
}
