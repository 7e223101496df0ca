import { z } from 'zod';
import { errorDetailSchema, problemSchema } from '../core/problem-details.js';
import { localisedText } from '../core/text/localised-text.js';
import { jobPageSchema, jobSchema } from '../jobs/describe-job.js';
import { failureSchema, jobEventSchema } from '../jobs/job.js';
import { jobKinds } from '../jobs/kinds/index.js';
import { tableDraftSchema } from '../drafting/draft-schema.js';
import { decisionSchema } from '../decisions/decision.js';
import { answerListSchema, answerSchema, predictionSchema } from '../learning/answer.js';
import { dataSourceSchema } from '../learning/data-source.js';
import { headlineSchema, reportSchema } from '../learning/report.js';
import { counterfactualRequestSchema } from '../explanation/counterfactuals/counterfactual.js';
import { counterfactualsSchema } from '../scoring/counterfactuals/told-answer.js';
import { explainedFigureSchema, explanationSchema, reasonSchema } from '../explanation/explanation.js';
import { dependenceSchema, importanceSchema } from '../explanation/learnt/learnt.js';
import { receiptSchema } from '../scoring/csv/receipt.js';
import { requestDriftSchema } from '../scoring/drift-of-requests.js';
import { versionComparisonSchema } from '../training/compare-versions.js';
import { descriptionSchema, summarySchema } from '../scoring/scenario-description.js';
import {
  inferRequestSchema,
  inferResponseSchema,
  inferenceErrorSchema,
  modelMetadataSchema,
  modelReadySchema,
  serverMetadataSchema,
} from '../scoring/tensors/tensor-schemas.js';
import { answersReportSchema } from '../scoring/outcomes/judge-answers.js';
import { outcomesRequestSchema, toldOutcomesSchema } from '../scoring/outcomes/told-outcomes.js';
import { readinessSchema, unreadySchema } from './readiness.js';
import { profileSchema } from '../tables/profile/profile-schema.js';
import { championSchema, versionSchema } from '../training/model-versions.js';

/** JSON Schema of the shapes that the program answers with, for the description of the API: from the schemas that type them. */

type Json = Record<string, unknown>;

const shapes = {
  Answer: answerSchema,
  AnswerList: answerListSchema,
  Prediction: predictionSchema,
  Explanation: explanationSchema,
  Importance: importanceSchema,
  Dependence: dependenceSchema,
  Counterfactuals: counterfactualsSchema,
  CounterfactualRequest: counterfactualRequestSchema,
  ExplainedFigure: explainedFigureSchema,
  Reason: reasonSchema,
  Decision: decisionSchema,
  ScenarioSummary: summarySchema,
  ScenarioDescription: descriptionSchema,
  TableDraft: tableDraftSchema,
  Headline: headlineSchema,
  Version: versionSchema,
  Champion: championSchema,
  Report: reportSchema,
  Profile: profileSchema,
  Job: jobSchema,
  JobPage: jobPageSchema,
  JobEvent: jobEventSchema,
  BatchSummary: jobKinds.batch.summary,
  TrainingSummary: jobKinds.train.summary,
  Receipt: receiptSchema,
  Comparison: versionComparisonSchema,
  Drift: requestDriftSchema,
  AnswersReport: answersReportSchema,
  OutcomesRequest: outcomesRequestSchema,
  ToldOutcomes: toldOutcomesSchema,
  Problem: problemSchema,
  Readiness: readinessSchema,
  Unready: unreadySchema,
  ErrorDetail: errorDetailSchema,
  JobFailure: failureSchema,
  DataSource: dataSourceSchema,
  Metric: headlineSchema.shape.metric,
  LocalisedText: localisedText,
  InferRequest: inferRequestSchema,
  InferResponse: inferResponseSchema,
  ModelMetadata: modelMetadataSchema,
  ModelReady: modelReadySchema,
  ServerMetadata: serverMetadataSchema,
  InferenceError: inferenceErrorSchema,
} satisfies Record<string, z.ZodType>;

export type SchemaName = keyof typeof shapes;

const address = (name: string) => `#/components/schemas/${name}`;

/** A reference to one of the shapes, where it is used. */
export function schemaOf(name: SchemaName): Json {
  return { $ref: address(name) };
}

/** Every shape by its name; one that is a part of another is referred to there. */
export const componentSchemas: Readonly<Record<string, Json>> = namedSchemas();

function namedSchemas(): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(shapes)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    uri: address,
    override: ({ zodSchema, jsonSchema }) => simplify(zodSchema._zod.def, jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [
      name,
      schema as Json,
    ]),
  );
}

/** What holds of the program's types but helps no reader of an answer. */
function simplify(def: z.core.$ZodTypeDef & { catchall?: unknown }, schema: z.core.JSONSchema.BaseSchema) {
  // An answer may get further fields: only what is declared strict is closed.
  if (def.type === 'object' && def.catchall === undefined) delete schema.additionalProperties;
  if (schema.format === 'date-time') delete schema.pattern;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (def.type === 'record' && isAnyText(schema.propertyNames)) delete schema.propertyNames;
  // Defaults are filled in before anything is answered.
  delete schema.default;
}

function isAnyText(schema: unknown): boolean {
  return JSON.stringify(schema) === '{"type":"string"}';
}
