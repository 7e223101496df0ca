import { z } from 'zod';
import { decisionSchema } from '../../decisions/decision.js';
import { changeSchema } from '../../explanation/counterfactuals/counterfactual.js';
import type { Lever } from '../../explanation/counterfactuals/moves.js';
import type { Changed, Found } from '../../explanation/counterfactuals/search.js';
import { valueText } from '../../explanation/reason-text.js';
import { cellReader } from '../../tables/columns/index.js';
import { CellProblem, type CellValue } from '../../tables/columns/column-kind.js';
import type { Row, Value } from '../../explanation/what-if.js';
import { predictionSchema, type AnswerEnvelope } from '../../learning/answer.js';
import type { Predictor } from '../../learning/predictor.js';
import type { Goal } from './goal.js';

const answered = { prediction: predictionSchema, decision: decisionSchema.optional() };

const waySchema = z.object({
  changes: z.array(changeSchema).describe('What differs from the row; at most three columns'),
  features: z
    .record(z.string(), z.unknown())
    .describe('The changed row: `predict` answers it so, bit by bit'),
  ...answered,
});

export const counterfactualsSchema = z.object({
  scenario: z.string(),
  model: z.string(),
  want: z.string(),
  now: z.object({ ...answered, in_domain: z.boolean() }).describe('What the row is answered as it is'),
  counterfactuals: z
    .array(waySchema)
    .describe(
      'The least changes first; no two change the same columns, and each stays within what the model knows',
    ),
  evaluations: z.int().min(0).describe('So many changed rows were asked'),
  text: z.string().describe('What was found, in a sentence'),
  caution: z.object({ text: z.string() }).describe('What it must not be read as'),
  notice: z.string().optional().describe('What an answer of this scenario must not be read without'),
  syntheticModel: z.boolean().describe('True when no real row stands behind the model'),
  names: z.record(z.string(), z.string()).optional(),
});

export type Counterfactuals = z.infer<typeof counterfactualsSchema>;

const caution = {
  text: 'This is what the model would answer about another row. It is no advice, and not a promise: what a change would bring about in reality is not known.',
};

interface ToTell {
  row: Row;
  levers: readonly Lever[];
  goal: Goal;
  now: AnswerEnvelope;
  found: Found;
  /** To each way that was found. */
  answers: readonly AnswerEnvelope[];
  /** Columns that were changed at most. */
  changes: number;
}

export function toldAnswer(
  { tag, synthetic, scenario: { spec } }: Predictor,
  { row, levers, goal, now, found, answers, changes: most }: ToTell,
): Counterfactuals {
  return {
    scenario: spec.id,
    model: tag,
    want: goal.want,
    now: { ...answerOf(now), in_domain: now.applicability.in_domain },
    counterfactuals: found.ways.map((way, i) => ({
      changes: way.map((move) => changeOf(levers[move.column], move.to)),
      features: changedRow(row, levers, way),
      ...answerOf(answers[i]),
    })),
    evaluations: found.evaluations,
    text: verdict(found, most),
    caution,
    ...(spec.notice && { notice: spec.notice.en }),
    syntheticModel: synthetic,
  };
}

function verdict({ ways }: Found, most: number): string {
  if (ways.length === 0)
    return `None within ${most} changes of what can be changed: the model would not answer so, or only outside of what it knows.`;
  return ways.some((way) => way.length === 0)
    ? 'The model answers so already.'
    : 'With any one of these the model would answer so.';
}

function answerOf({ prediction, decision }: AnswerEnvelope): Pick<AnswerEnvelope, 'prediction' | 'decision'> {
  return { prediction, ...(decision && { decision }) };
}

function changedRow(row: Row, levers: readonly Lever[], way: Changed): Record<string, unknown> {
  const changed = way.map(({ column, to }) => [levers[column].column.name, to] as const);
  return { ...row, ...Object.fromEntries(changed) };
}

function changeOf({ column, from }: Lever, to: Value) {
  const read = cellReader(column);
  const told = (value: Value) => {
    const cell = read(value);
    return valueText(column, cell instanceof CellProblem ? null : (cell satisfies CellValue));
  };
  const text = `${column.meaning.en}: ${told(to)} instead of ${told(from)}`;
  return { feature: column.name, from, to, text };
}
