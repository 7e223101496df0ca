import { z } from 'zod';
import { figure } from '../core/text/figures.js';
import { gradeAt, gradeReport, learnGrades, type Grade } from '../evaluation/grades/index.js';
import { defaultThreshold } from '../evaluation/predictions/binary.predictions.js';
import { shiftedProbability } from '../evaluation/statistics/prior-shift.js';
import type { Decision, EventRule } from './decision.js';

const fraction = z.number().gt(0).lt(1);

const scaleSchema = z
  .array(
    z.strictObject({
      grade: z.string().min(1),
      /** Grades of a smaller probability are called so; the last step has none. */
      below: fraction.optional(),
    }),
  )
  .min(2)
  .max(30)
  .refine((scale) => new Set(scale.map(({ grade }) => grade)).size === scale.length, 'each grade once')
  .refine(
    (scale) =>
      scale.every(({ below }, i) => {
        if (i === scale.length - 1) return below === undefined;
        return below !== undefined && (i === 0 || below > (scale[i - 1].below ?? 1));
      }),
    '`below` rising from grade to grade, and none of the last',
  );

const schema = z.strictObject({
  rule: z.literal('grades'),
  /** The master scale: what grades are called by their probability. */
  scale: scaleSchema,
  /** So many grades at most. */
  most: z.int().min(2).max(30).default(7),
  /** What a grade must hold of the rows that it is learnt from. */
  least: z
    .strictObject({
      rows: z.int().min(1).default(30),
      /** With the event, and without it. */
      events: z.int().min(1).default(5),
    })
    .prefault({}),
  /** Neighbours whose rates differ by chance with more than this p-value are one grade. */
  significance: fraction.default(0.1),
  /** How often the event happens among those who are graded; absent: as often as in the training rows. */
  baseRate: fraction.optional(),
});

const interval = z.tuple([z.number(), z.number()]);
const learntSchema = z.strictObject({
  threshold: z.number(),
  grades: z
    .array(
      z.strictObject({
        name: z.string(),
        below: z.number().nullable(),
        rows: z.number(),
        events: z.number(),
        rate: z.number(),
        rateInterval: interval,
        probability: z.number(),
        interval,
      }),
    )
    .min(1),
  sampleRate: z.number(),
  baseRate: z.number().optional(),
  unused: z.array(z.string()),
});

/**
 * Grades of a master scale from the probability of an event, each with the probability that its rows had. Cut points are learnt; the label
 * turns at 0.5, as it does without a decision.
 */
export const grades: EventRule<z.infer<typeof schema>, z.infer<typeof learntSchema>> = {
  name: 'grades',
  decidesOn: 'event',
  hasCosts: false,
  schema,
  learntSchema,
  learn: (rows, rules) => ({ threshold: defaultThreshold, ...learnGrades(rows, rules) }),
  decider({ grades: learnt, sampleRate, baseRate }) {
    const decisions = learnt.map((grade, place) => decisionOf(grade, place, learnt.length));
    return (probability) => {
      const decision = decisions[gradeAt(learnt, probability)];
      if (baseRate === undefined) return decision;
      return {
        ...decision,
        probability: figure(shiftedProbability(probability, { from: sampleRate, to: baseRate })),
      };
    };
  },
  columns: ({ baseRate }) => [
    { name: 'grade_probability', cell: ({ grade }) => String(grade?.probability ?? '') },
    ...(baseRate === undefined
      ? []
      : [{ name: 'base_rate_probability', cell: ({ probability }: Decision) => String(probability ?? '') }]),
  ],
  report: gradeReport,
};

function decisionOf({ name, probability, interval: ends, rows }: Grade, place: number, of: number): Decision {
  const [lower, upper] = ends;
  return {
    action: name,
    rule: 'grades',
    grade: {
      name,
      rank: place + 1,
      of,
      probability: figure(probability),
      interval: [figure(lower), figure(upper)],
      rows,
    },
  };
}
