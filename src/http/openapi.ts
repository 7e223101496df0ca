import { Injectable } from '@nestjs/common';
import { readExample } from '../scenarios/example-file.js';
import { batchRulesOf } from '../scoring/decide/asked-rule.js';
import { rowSchema } from '../scoring/describe-scenario.js';
import { exampleWant } from '../scoring/counterfactuals/goal.js';
import { mostReasons } from '../scoring/row-reasons.js';
import { columnKind } from '../tables/columns/index.js';
import { mayBeLearntFrom } from '../tables/columns/roles.js';
import { isMadeByServer } from '../scenarios/own-folder.js';
import { ScenarioCatalogue, type Scenario } from '../scenarios/scenario-catalogue.js';
import type { ScenarioEndpoint } from '../scenarios/scenario-plugin.js';
import { familyOf } from '../learning/index.js';
import { inferencePaths } from './inference-protocol/openapi-inference.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { jobParameter, jobPaths, orderPaths } from './openapi-jobs.js';
import { ownPaths, removal } from './openapi-own.js';
import { inLanguage, withLanguages } from './openapi-languages.js';
import { parameters, problemResponse, sharedPaths } from './openapi-parts.js';
import { componentSchemas, schemaOf } from './openapi-schemas.js';

type Json = Record<string, unknown>;

/** Operations by method. */
type PathItem = Record<string, Json>;

/** OpenAPI 3.1. */
export interface OpenApiDocument {
  openapi: '3.1.0';
  info: Json;
  tags: Json[];
  paths: Record<string, PathItem>;
  components: Json;
}

const json = (schema: Json, example?: unknown) => ({
  'application/json': example === undefined ? { schema } : { schema, example },
});

/** Of an operation of the champion, which a query asks of another version. */
const askedVersion = { $ref: '#/components/parameters/askedVersion' };

const askedReasons = {
  name: 'reasons',
  in: 'query',
  schema: { oneOf: [{ type: 'boolean' }, { type: 'integer', minimum: 0, maximum: mostReasons }] },
  description: 'How many reasons come with each row; default: 3 with one row, none with many',
};

const predictLimits =
  'At most 10,000 rows and 16 MiB unless the server is set otherwise (422, 413), nested at most 64 deep. Large requests are answered ' +
  'one after the other; where too many wait, 503 says in Retry-After when to come back.';

/** Describes the API from the scenarios: every path of every scenario, with its fields and an example that works. */
@Injectable()
export class OpenApi {
  constructor(private readonly catalogue: ScenarioCatalogue) {}

  async document(): Promise<OpenApiDocument> {
    const scenarios = this.catalogue.list();
    const paths = await Promise.all([...scenarios.map(scenarioPaths), inferencePaths(scenarios)]);
    return {
      openapi: '3.1.0',
      info: {
        title: 'Sextant',
        version: '1',
        description:
          'Business questions as endpoints. Errors are problem details (RFC 9457), one entry per wrong field.',
      },
      tags: scenarios.map(({ spec }) => ({
        name: spec.id,
        description: `${spec.question.en} ${spec.question.zh}`,
      })),
      paths: withLanguages(
        withOperationIds(
          Object.assign(
            {},
            structuredClone(sharedPaths),
            structuredClone(jobPaths),
            ownPaths(),
            ...paths,
          ) as Record<string, PathItem>,
        ),
      ),
      components: {
        schemas: {
          ...componentSchemas,
          ...Object.fromEntries(scenarios.map(({ spec }) => [schemaName(spec.id), rowSchema(spec)])),
        },
        parameters: { ...parameters, job: jobParameter },
      },
    };
  }
}

/** Names for generated clients, such as `post_v1_finance_credit-scoring_predict`. */
function withOperationIds(paths: Record<string, PathItem>): Record<string, PathItem> {
  for (const [path, item] of Object.entries(paths)) {
    const words = path.split('/').map((word) => word.replace(/[{}]/g, ''));
    for (const [method, operation] of Object.entries(item)) {
      item[method] = { operationId: [method, ...words.slice(1)].join('_'), ...operation };
    }
  }
  return paths;
}

function schemaName(id: string): string {
  return id.replace('/', '.');
}

async function scenarioPaths(scenario: Scenario): Promise<Record<string, Json>> {
  const { spec, plugin } = scenario;
  const base = `/v1/${spec.id}`;
  const { example } = await readExample(scenario);
  const row = { $ref: `#/components/schemas/${schemaName(spec.id)}` };
  const operation = (summary: string, content: Json = json({})) => ({
    tags: [spec.id],
    summary,
    responses: { 200: { description: 'OK', content }, default: problemResponse },
  });
  const ofVersion = (summary: string, content?: Json) => ({
    ...operation(summary, content),
    parameters: [askedVersion],
  });
  const oneOrMany = {
    oneOf: [
      { type: 'object', required: ['features'], properties: { features: row }, additionalProperties: false },
      {
        type: 'object',
        required: ['rows'],
        properties: { rows: { type: 'array', items: row } },
        additionalProperties: false,
      },
      ...(familyOf(spec).history(spec) ? [historyBody(row)] : []),
    ],
  };
  const answer = { oneOf: [schemaOf('Answer'), schemaOf('AnswerList')] };
  const columns = `${spec.title.en}: columns, decision, limits`;
  return {
    [base]: {
      get: inLanguage(operation(columns, json(schemaOf('ScenarioDescription')))),
      ...(isMadeByServer(scenario.folder) && { delete: removal(spec.id) }),
    },
    [`${base}/predict`]: {
      post: {
        ...inLanguage(ofVersion(spec.question.en, json(answer))),
        parameters: [askedVersion, askedReasons],
        description: predictLimits,
        requestBody: { required: true, content: json(oneOrMany, example) },
      },
    },
    ...explainPaths(base, ofVersion, { spec, bodies: oneOrMany.oneOf, example }),
    ...(canChange(spec) && {
      [`${base}/counterfactual`]: { post: counterfactualOperation(ofVersion, { spec, example }) },
    }),
    ...orderPaths(base, spec.id, batchRulesOf(spec).length > 0),
    ...versionPaths(base, operation),
    ...knownOfVersion(base, ofVersion),
    ...answerPaths(base, { spec, operation, ofVersion }),
    ...endpointPaths(base, plugin.endpoints ?? [], ofVersion, example),
  };
}

/** Which versions there are, which of them serves, and which is better. */
function versionPaths(
  base: string,
  operation: (summary: string, content: Json) => Json,
): Record<string, Json> {
  const champion = json(schemaOf('Champion'));
  const versions = json({ type: 'array', items: schemaOf('Version') });
  const promote = operation('Let a version serve', champion);
  const compare = operation('Two versions on the rows held out', json(schemaOf('Comparison')));
  const compared = ['a', 'b'].map((name) => ({
    name,
    in: 'query',
    required: true,
    schema: { type: 'integer', minimum: 1 },
    description: 'The number of a version; the figures of b less those of a are told',
    example: 1,
  }));
  return {
    [`${base}/versions`]: { get: operation('Versions and which of them serves', versions) },
    [`${base}/versions/{version}/promote`]: {
      post: { ...promote, parameters: [{ $ref: '#/components/parameters/version' }] },
    },
    [`${base}/rollback`]: { post: operation('Let the previous champion serve again', champion) },
    [`${base}/versions/compare`]: { get: { ...compare, parameters: compared } },
  };
}

/** What is told of a version without asking it. */
function knownOfVersion(
  base: string,
  operation: (summary: string, content: Json) => Json,
): Record<string, Json> {
  const drift = 'How the rows of the latest requests differ from those learnt from';
  const learntFrom = 'What the rows were like that the champion learnt from';
  return {
    [`${base}/model-card`]: { get: operation('The champion’s model card', { 'text/markdown': {} }) },
    [`${base}/report`]: { get: operation('The champion’s report', json(schemaOf('Report'))) },
    [`${base}/report.html`]: {
      get: inLanguage(operation('The champion’s report as a page for people', { 'text/html': {} })),
    },
    [`${base}/profile`]: { get: operation(learntFrom, json(schemaOf('Profile'))) },
    [`${base}/drift`]: { get: inLanguage(operation(drift, json(schemaOf('Drift')))) },
    [`${base}/plot.svg`]: { get: operation('The champion’s plot', { 'image/svg+xml': {} }) },
  };
}

type Operation = (summary: string, content?: Json) => Json;

/** What is kept of answers, where their log is on, and what came of them. */
function answerPaths(
  base: string,
  { spec, operation, ofVersion }: { spec: ScenarioSpec; operation: Operation; ofVersion: Operation },
): Record<string, Json> {
  const id = {
    name: 'id',
    in: 'path',
    required: true,
    schema: { type: 'string' },
    description: 'Of the answer',
  };
  const { responses, ...remove } = operation('Remove an answer that is kept, and what came of it, for good');
  const { default: problem } = responses as Json;
  const removal = {
    [`${base}/answers/{id}`]: {
      delete: {
        ...remove,
        parameters: [{ ...id, example: '01K7Q2ZC0A8Y3V5T6N9R4M2XWB' }],
        responses: { 204: { description: 'Removed' }, default: problem },
      },
    },
  };
  if (!familyOf(spec).judgesAnswers?.(spec)) return removal;
  return {
    ...removal,
    [`${base}/outcomes`]: {
      get: inLanguage(ofVersion('How the answers that are kept turned out', json(schemaOf('AnswersReport')))),
      post: {
        ...operation('Tell what came of answers that are kept', json(schemaOf('ToldOutcomes'))),
        requestBody: { required: true, content: json(schemaOf('OutcomesRequest')) },
      },
    },
  };
}

/** What a version has learnt as a whole. */
function learntPaths(
  base: string,
  operation: (summary: string, content: Json) => Json,
  { columns }: ScenarioSpec,
): Record<string, Json> {
  const importance = operation('How much every column moves the answers', json(schemaOf('Importance')));
  const dependence = operation('How the answers depend on a column', json(schemaOf('Dependence')));
  // Of texts, molecules and lists no profile tells how they are spread.
  const told = columns.filter((one) => mayBeLearntFrom(one) && columnKind(one).profiled.as !== 'counts');
  const names = told.map(({ name }) => name);
  const column = { name: 'column', in: 'path', required: true, schema: { enum: names }, example: names[0] };
  return {
    [`${base}/importance`]: { get: inLanguage(importance) },
    ...(names.length > 0 && {
      [`${base}/dependence/{column}`]: {
        get: { ...inLanguage(dependence), parameters: [column, askedVersion] },
      },
    }),
  };
}

/** What answers rest on, one by one and on the whole. */
function explainPaths(
  base: string,
  operation: (summary: string, content: Json) => Json,
  { spec, ...asked }: { spec: ScenarioSpec; bodies: Json[]; example: unknown },
): Record<string, Json> {
  const family = familyOf(spec);
  return {
    ...(family.explains?.(spec) && { [`${base}/explain`]: { post: explainOperation(operation, asked) } }),
    ...(family.hasImportance?.(spec) && learntPaths(base, operation, spec)),
  };
}

function explainOperation(
  operation: (summary: string, content: Json) => Json,
  { bodies, example }: { bodies: Json[]; example: unknown },
): Json {
  // One row, and of a series the last one with those before it.
  const [row, , ...history] = bodies;
  const summary = 'What each part of what a row is answered from adds to the answer';
  const body = history.length === 0 ? row : { oneOf: [row, ...history] };
  return {
    ...inLanguage(operation(summary, json(schemaOf('Explanation')))),
    requestBody: { required: true, content: json(body, oneOf(example)) },
  };
}

/** The request of one row in an example of several. */
function oneOf(example: unknown): unknown {
  const { rows } = Object(example) as { rows?: readonly unknown[] };
  return rows ? { features: rows[0] } : example;
}

/** Whether rows stand for themselves and have columns that can be changed. */
function canChange(spec: ScenarioSpec): boolean {
  return familyOf(spec).history(spec) === undefined && spec.columns.some(({ actionable }) => actionable);
}

function counterfactualOperation(
  operation: (summary: string, content: Json) => Json,
  { spec, example }: { spec: ScenarioSpec; example: unknown },
): Json {
  const want = exampleWant(spec);
  const body = { ...(example as object), ...(want !== undefined && { want }) };
  const summary = 'The least changes of a row after which the model would answer otherwise';
  return {
    ...inLanguage(operation(summary, json(schemaOf('Counterfactuals')))),
    requestBody: { required: true, content: json(schemaOf('CounterfactualRequest'), body) },
  };
}

/** The rows of one or more series in their order: the last row of each is asked for. */
function historyBody(row: Json): Json {
  const history = { type: 'array', minItems: 1, items: row };
  return { type: 'object', required: ['history'], properties: { history }, additionalProperties: false };
}

function endpointPaths(
  base: string,
  endpoints: readonly ScenarioEndpoint[],
  operation: (summary: string) => Json,
  example: unknown,
): Record<string, Json> {
  const paths: Record<string, Json> = {};
  for (const { name, method, summary, example: own = example } of endpoints) {
    const body =
      method === 'POST' ? { requestBody: { required: true, content: json({ type: 'object' }, own) } } : {};
    const path = `${base}/${name}`;
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: { ...inLanguage(operation(summary.en)), ...body },
    };
  }
  return paths;
}
