/** The parts of the API's description that no scenario changes. */

const text = { type: 'string' };
const number = { type: 'number' };
const object = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  properties,
  required,
});

export const answerSchema = object(
  {
    id: { ...text, description: 'ULID of this answer' },
    scenario: text,
    model: { ...text, example: 'finance/credit-scoring@1' },
    stage: { ...text, description: 'What the row was known by, where a scenario has stages' },
    prediction: object({
      label: text,
      probability: number,
      probabilities: { type: 'object', additionalProperties: number },
      kind: { ...object({ label: text, probability: number }), description: 'Likeliest kind of the event' },
      value: number,
      unit: text,
      interval: { type: 'array', items: number, minItems: 2, maxItems: 2 },
      horizons: {
        type: 'array',
        items: object({
          horizon: text,
          at: text,
          value: number,
          interval: { type: 'array', items: number, minItems: 2, maxItems: 2 },
        }),
      },
      items: {
        type: 'array',
        items: object({
          item: { type: ['string', 'null'] },
          title: text,
          score: number,
          reason: object({ because: { type: 'array', items: text }, text }),
        }),
      },
    }),
    decision: object({
      action: text,
      rule: text,
      threshold: number,
      thresholds: object({ lower: number, upper: number }),
    }),
    notice: text,
    applicability: object({
      in_domain: { type: 'boolean' },
      warnings: { type: 'array', items: object({ code: text, column: text, text }) },
    }),
  },
  ['id', 'scenario', 'model', 'prediction', 'applicability'],
);

export const listSchema = object(
  {
    scenario: text,
    model: text,
    answers: { type: 'array', items: { $ref: '#/components/schemas/Answer' } },
  },
  ['scenario', 'model', 'answers'],
);

export const problemSchema = object(
  {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: text,
    instance: text,
    hint: text,
    errors: {
      type: 'array',
      items: object({
        pointer: text,
        column: text,
        row: number,
        line: number,
        expected: text,
        received: text,
      }),
    },
  },
  ['type', 'title', 'status'],
);

export const parameters = {
  version: { name: 'version', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
};

export const problemResponse = {
  description: 'Problem details (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const localised = object({ en: text, zh: text }, ['en', 'zh']);

/** What `GET /v1/scenarios` lists. */
export const summarySchema = object(
  {
    id: { ...text, example: 'finance/credit-scoring' },
    industry: text,
    title: localised,
    question: localised,
    task: text,
    data: text,
    champion: { ...text, description: 'The version that answers' },
    headline: object({
      metric: text,
      value: number,
      lower: number,
      upper: number,
      rows: { type: 'integer' },
      data: text,
    }),
    problem: { ...text, description: 'Why a later version does not answer' },
  },
  ['id', 'industry'],
);

const get = (summary: string, schema?: Record<string, unknown>) => {
  const content = schema && { content: { 'application/json': { schema } } };
  return {
    get: { summary, responses: { 200: { description: 'OK', ...content }, default: problemResponse } },
  };
};

/** How each scenario stands, by its id. */
const states = {
  type: 'object',
  additionalProperties: object(
    {
      state: { ...text, enum: ['ready', 'training', 'missing', 'damaged'] },
      model: { ...text, description: 'The version that answers, of one that is ready' },
      problem: { ...text, description: 'Why a later version does not answer' },
      reason: { ...text, description: 'Why there is no model' },
    },
    ['state'],
  ),
};

const unready = { allOf: [{ $ref: '#/components/schemas/Problem' }, object({ scenarios: states })] };

const readiness = {
  get: {
    summary:
      'Whether the server can answer what it has: a scenario answers, or none waits for its first model',
    responses: {
      200: {
        description: 'OK',
        content: {
          'application/json': {
            schema: object({ status: text, scenarios: states }, ['status', 'scenarios']),
          },
        },
      },
      503: {
        description: 'No scenario answers yet, or jobs are not taken',
        content: { 'application/problem+json': { schema: unready } },
      },
      default: problemResponse,
    },
  },
};

export const sharedPaths = {
  '/v1/scenarios': get('Every scenario with its champion and headline metric', {
    type: 'array',
    items: summarySchema,
  }),
  '/livez': get('The process answers'),
  '/readyz': readiness,
  '/metrics': get('Figures for Prometheus'),
};
