import { z } from 'zod';

export type Json = Record<string, unknown>;

/** A parameter of a path, the query or a header. */
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Json;
  /** Whether it is given as JSON. */
  isJson: boolean;
}

/** As the file has it: with a schema, or with one of a content type. */
type DescribedParameter = Pick<Parameter, 'name' | 'in' | 'required'> &
  ({ schema: Json } | { content: { 'application/json': { schema: Json } } });

/** What an answer of one type must look like. */
type Shape = z.ZodType | undefined;

/** One operation of an OpenAPI file, without references. */
export interface Operation {
  method: string;
  /** Such as `/v1/jobs/{id}`. */
  path: string;
  /** Alike for all scenarios, such as `post /v1/…/predict` with a star for the scenario. */
  template: string;
  /** Of the scenario that it belongs to. */
  scenario?: string;
  parameters: Parameter[];
  /** By content type. */
  bodies: Record<string, { schema: Json; example?: unknown }>;
  bodyIsRequired: boolean;
  /** By status, by content type; a status without content has none. The status `default` is that of every error. */
  answers: Map<string, Map<string, Shape>>;
}

interface Content {
  schema?: Json;
  example?: unknown;
}

interface Described {
  tags?: string[];
  parameters?: DescribedParameter[];
  requestBody?: { required?: boolean; content: Record<string, Content> };
  responses: Record<string, { content?: Record<string, Content> }>;
}

export interface ApiDescription {
  operations: Operation[];
  problem: z.ZodType;
  /** What an error of the inference protocol looks like. */
  inferenceError: z.ZodType;
}

/** The operations of an OpenAPI file. @param document as parsed from `/openapi.json` */
export function describeApi(document: Json): ApiDescription {
  const whole = resolved(document, document) as { paths: Record<string, Record<string, Described>> } & Json;
  const operations = Object.entries(whole.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => operationOf(method, path, described)),
  );
  const { schemas } = whole.components as { schemas: { Problem: Json; InferenceError: Json } };
  return {
    operations,
    problem: shapeOf(schemas.Problem),
    inferenceError: shapeOf(schemas.InferenceError),
  };
}

function operationOf(method: string, path: string, described: Described): Operation {
  const { tags = [], parameters = [], requestBody, responses } = described;
  const bodies = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema = {}, example }]) => [type, { schema, example }] as const,
  );
  const answers = Object.entries(responses).map(([status, { content = {} }]) => {
    const types = Object.entries(content).map(
      ([type, { schema }]) => [type, schema && shapeOf(schema)] as const,
    );
    return [status, new Map(types)] as const;
  });
  return {
    method: method.toUpperCase(),
    path,
    template: `${method} ${tags.reduce((text, tag) => text.replace(tag, '*'), path)}`,
    scenario: tags[0],
    parameters: parameters.map(parameterOf),
    bodies: Object.fromEntries(bodies),
    bodyIsRequired: requestBody?.required ?? false,
    answers: new Map(answers),
  };
}

function parameterOf(described: DescribedParameter): Parameter {
  const { name, in: place, required } = described;
  const isJson = 'content' in described;
  const { schema } = isJson ? described.content['application/json'] : described;
  return { name, in: place, required, schema, isJson };
}

/** What it describes, and nothing besides: an answer with a field that the file does not know is not as the file says. */
function shapeOf(schema: Json): z.ZodType {
  return z.fromJSONSchema(closed(schema) as Parameters<typeof z.fromJSONSchema>[0]);
}

/** With `additionalProperties: false` for every object that has properties. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]));
  const isOpen = copy.type === 'object' && copy.properties && copy.additionalProperties === undefined;
  return isOpen ? { ...copy, additionalProperties: false } : copy;
}

/** With the target in place of each reference; there are no circles. */
function resolved(value: unknown, document: Json): unknown {
  if (Array.isArray(value)) return value.map((one) => resolved(one, document));
  if (typeof value !== 'object' || value === null) return value;
  const reference = (value as Json).$ref;
  if (typeof reference === 'string') return resolved(at(reference, document), document);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, document)]));
}

function at(reference: string, document: Json): unknown {
  const keys = reference.slice('#/'.length).split('/');
  const target = keys.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);
  if (target === undefined) throw new Error(`The OpenAPI file refers to ${reference}, which it has not.`);
  return target;
}
