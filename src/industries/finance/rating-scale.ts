import { z } from 'zod';
import { ConflictError } from '../../core/errors.js';
import { figure } from '../../core/text/figures.js';
import { grades as gradesRule } from '../../decisions/grades.decision.js';
import { restatedGrades, type LearntGrades } from '../../evaluation/grades/index.js';
import { parseEndpointBody } from '../../scenarios/endpoint-body.js';
import type { ServedView } from '../../scenarios/scenario-plugin.js';

const bodySchema = z.strictObject({ baseRate: z.number('a number between 0 and 1').gt(0).lt(1) });

/** A grade on the master scale at some base rate. */
export interface RatedGrade {
  grade: string;
  /** Probabilities of the model from which it begins and before which it ends, before any base rate; null without an end. */
  from: number | null;
  below: number | null;
  probability: number;
  interval: [number, number];
  rows: number;
  events: number;
}

export interface RatingScale {
  /** How often loans defaulted in the rows, and how often they are taken to default where the scale is used. */
  sampleRate: number;
  baseRate: number;
  grades: RatedGrade[];
  /** Names of the master scale that no grade has, and those that several grades have at this base rate. */
  unused: string[];
  shared: string[];
  scale: { grade: string; below?: number }[];
}

/**
 * The grades of the champion, each with its probability of default; at the base rate of the scenario, or that of the body.
 * @throws ConflictError when the champion has no grades; InvalidInputError for another body.
 */
export function ratingScale({ policy, decision }: ServedView, body?: unknown): RatingScale {
  const learnt = gradesRule.learntSchema.safeParse(policy);
  const declared = gradesRule.schema.safeParse(decision);
  if (!learnt.success || !declared.success) {
    throw new ConflictError('The champion has no grades.', {
      hint: 'Train again: sextant train finance/credit-rating',
    });
  }
  const { scale } = declared.data;
  const asked = body === undefined ? undefined : parseEndpointBody(bodySchema, body, refusal).baseRate;
  return scaleAt(learnt.data, scale, asked);
}

const refusal = {
  message: 'The base rate is not one.',
  hint: 'Send for instance {"baseRate": 0.02}: two of a hundred loans default.',
};

function scaleAt(learnt: LearntGrades, scale: RatingScale['scale'], asked: number | undefined): RatingScale {
  const { sampleRate } = learnt;
  const baseRate = asked ?? learnt.baseRate ?? sampleRate;
  const grades = asked === undefined ? learnt.grades : restatedGrades(learnt, scale, asked);
  const names = grades.map(({ name }) => name);
  return {
    sampleRate: figure(sampleRate),
    baseRate: figure(baseRate),
    grades: grades.map(({ name, below, probability, interval: [lower, upper], rows, events }, place) => ({
      grade: name,
      from: place === 0 ? null : grades[place - 1].below,
      below,
      probability: figure(probability),
      interval: [figure(lower), figure(upper)],
      rows,
      events,
    })),
    unused: scale.map(({ grade }) => grade).filter((grade) => !names.includes(grade)),
    shared: [...new Set(names.filter((name, place) => names.indexOf(name) !== place))],
    scale,
  };
}
