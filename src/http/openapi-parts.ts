import { schemaOf } from './openapi-schemas.js';

/** The parts of the API's description that no scenario changes. */

export const parameters = {
  version: { name: 'version', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
};

export const problemResponse = {
  description: 'Problem details (RFC 9457)',
  content: { 'application/problem+json': { schema: schemaOf('Problem') } },
};

const get = (summary: string, schema?: Record<string, unknown>) => {
  const content = schema && { content: { 'application/json': { schema } } };
  return {
    get: { summary, responses: { 200: { description: 'OK', ...content }, default: problemResponse } },
  };
};

export const sharedPaths = {
  '/v1/scenarios': get('Every scenario with its champion and headline metric', {
    type: 'array',
    items: schemaOf('ScenarioSummary'),
  }),
  '/livez': get('The process answers'),
  '/readyz': get('Every scenario has a model'),
  '/metrics': get('Figures for Prometheus'),
};
