import { modelNameOf } from '../../scoring/tensors/model-name.js';
import { inputDatatype } from '../../scoring/tensors/input-datatype.js';
import { readExample } from '../../scenarios/example-file.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { schemaOf, type SchemaName } from '../openapi-schemas.js';

/** The part of the API's description that is about the Open Inference Protocol. */

type Json = Record<string, unknown>;

const errorResponse = {
  description: 'What is wrong, in one text',
  content: { 'application/json': { schema: schemaOf('InferenceError') } },
};

const json = (schema: Json) => ({ 'application/json': { schema } });

const operation = (summary: string, schema: Json) => ({
  summary,
  responses: { 200: { description: 'OK', content: json(schema) }, default: errorResponse },
});

const live = { type: 'object', properties: { live: { const: true } }, required: ['live'] };
const ready = { type: 'object', properties: { ready: { const: true } }, required: ['ready'] };

const versionParameter = { $ref: '#/components/parameters/version' };

/** Paths under `/v2`, with the names of the models of these scenarios. */
export async function inferencePaths(scenarios: readonly Scenario[]): Promise<Record<string, Json>> {
  const names = scenarios.map(({ spec }) => modelNameOf(spec.id));
  const example = await exampleRequest(scenarios);
  const name = {
    ...{ name: 'model', in: 'path', required: true, schema: { type: 'string', enum: names } },
    ...(example && { example: example.model }),
  };
  const ofModel = (path: string, method: 'get' | 'post', described: Json): Record<string, Json> => ({
    [`/v2/models/{model}${path}`]: { [method]: { ...described, parameters: [name] } },
    [`/v2/models/{model}/versions/{version}${path}`]: {
      [method]: { ...described, parameters: [name, versionParameter] },
    },
  });
  const told = (summary: string, schema: SchemaName) => operation(summary, schemaOf(schema));
  return {
    '/v2': { get: told('The server, by the Open Inference Protocol', 'ServerMetadata') },
    '/v2/health/live': { get: operation('The process answers', live) },
    '/v2/health/ready': { get: operation('As /readyz', ready) },
    ...ofModel('', 'get', told('Inputs and outputs of a model', 'ModelMetadata')),
    ...ofModel('/ready', 'get', told('Whether a model answers', 'ModelReady')),
    ...ofModel('/infer', 'post', {
      ...told('Predict rows that are given as named columns', 'InferResponse'),
      description: 'Limits as of predict. A model takes the columns of its own scenario.',
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: schemaOf('InferRequest'), ...(example && { example: example.body }) },
        },
      },
    }),
  };
}

/** One row of the first scenario that has an example of one. */
async function exampleRequest(
  scenarios: readonly Scenario[],
): Promise<{ model: string; body: Json } | undefined> {
  for (const scenario of scenarios) {
    const { example } = await readExample(scenario);
    const features = (example as { features?: Json } | undefined)?.features;
    if (!features) continue;
    const inputs = scenario.spec.columns
      .filter((column) => features[column.name] !== undefined)
      .map((column) => ({
        name: column.name,
        shape: [1],
        datatype: inputDatatype(column),
        data: [features[column.name]],
      }));
    return { model: modelNameOf(scenario.spec.id), body: { id: '42', inputs } };
  }
  return undefined;
}
