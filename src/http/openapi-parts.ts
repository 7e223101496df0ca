import { languageHeaders, languageParameter } from './openapi-languages.js';
import { schemaOf } from './openapi-schemas.js';

/** The parts of the API's description that no scenario changes. */

export const parameters = {
  version: { name: 'version', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
  askedVersion: {
    name: 'version',
    in: 'query',
    description: 'Ask this version; absent: the champion',
    schema: { type: 'integer', minimum: 1 },
  },
  language: languageParameter,
};

export const problemResponse = {
  description: 'Problem details (RFC 9457)',
  headers: languageHeaders,
  content: { 'application/problem+json': { schema: schemaOf('Problem') } },
};

const get = (summary: string, schema?: Record<string, unknown>) => {
  const content = schema && { content: { 'application/json': { schema } } };
  return {
    get: { summary, responses: { 200: { description: 'OK', ...content }, default: problemResponse } },
  };
};

const readiness = {
  get: {
    summary:
      'Whether the server can answer what it has: a scenario answers, or none waits for its first model',
    responses: {
      200: {
        description: 'OK',
        content: {
          'application/json': {
            schema: schemaOf('Readiness'),
          },
        },
      },
      503: {
        description: 'No scenario answers yet, or jobs are not taken',
        content: { 'application/problem+json': { schema: schemaOf('Unready') } },
      },
      default: problemResponse,
    },
  },
};

export const sharedPaths = {
  '/v1/scenarios': get('Every scenario with its champion and headline metric', {
    type: 'array',
    items: schemaOf('ScenarioSummary'),
  }),
  '/livez': get('The process answers'),
  '/readyz': readiness,
  '/metrics': get('Figures for Prometheus'),
};
