import { z } from 'zod';
import type { ErrorDetail } from '../core/errors.js';
import type { LabelledProbabilities } from '../evaluation/predictions/binary.predictions.js';
import type { MulticlassPredictions } from '../evaluation/predictions/multiclass.predictions.js';
import type { CostBands, DecisionCostsWithReview } from '../evaluation/decisions/index.js';
import type { BatchPart } from './batch.js';

/** What a rule advises for one row, as every door gives it. */
export const decisionSchema = z.object({
  action: z.string().describe('What to do, by the rule that the scenario states'),
  rule: z.string(),
  threshold: z
    .number()
    .optional()
    .describe(
      'From it on the costly class is the label, and of a rule with one threshold the action follows',
    ),
  thresholds: z
    .object({ lower: z.number(), upper: z.number() })
    .optional()
    .describe(
      'Below `lower` the negative action, from `upper` the positive one, review between; of a rule with two thresholds',
    ),
  costs: z
    .record(z.string(), z.number())
    .optional()
    .describe('What each action is expected to cost, of a rule over more than two classes'),
  grade: z
    .object({
      name: z.string(),
      rank: z.int().min(1).describe('1 is the grade in which the event is least likely'),
      of: z.int().min(1).describe('So many grades there are'),
      probability: z
        .number()
        .describe('Of the event in this grade, at the base rate where the scenario states one'),
      interval: z
        .tuple([z.number(), z.number()])
        .describe('95 % interval of that, from the rows of the grade'),
      rows: z.int().min(0).describe('From which both were learnt'),
    })
    .optional()
    .describe('Of a rule that puts rows into grades'),
  probability: z
    .number()
    .optional()
    .describe(
      'Of the event in this row at the base rate that the scenario states; `prediction.probability` is that at the rate of the training rows',
    ),
  horizon: z
    .string()
    .optional()
    .describe('The first horizon that asks for the action, where there are several'),
});

export type Decision = z.infer<typeof decisionSchema>;

/** `decision` of a specification: the name of a rule, and what the rule's own schema says. */
export interface DecisionSpec {
  rule: string;
  [key: string]: unknown;
}

interface AnyRule<Spec> {
  /** What `decision.rule` of a specification says. One file `<name>.decision.ts` defines it. */
  readonly name: string;
  /** Of `decision` in a specification, `rule` included. */
  readonly schema: z.ZodType<Spec>;
  /** Whether it prices wrong decisions, so that the metric `cost` is defined. */
  readonly hasCosts?: boolean;
  /** How it decides on a whole file, where it can. */
  readonly batch?: BatchPart<Spec>;
}

/** What a rule about an event has learnt: at least from which probability on the event is the label. */
export interface EventThreshold {
  threshold: number;
  /** What decisions cost, where they are priced. */
  costs?: DecisionCostsWithReview;
  /** By which probabilities the action follows, where these are others than the label's. */
  bands?: CostBands;
}

/** A column of a CSV beside the action. */
export interface DecisionColumn {
  name: string;
  /** What of a decision it holds; the figures of a decision have nine digits already. */
  cell: (decision: Decision) => string;
}

/** Turns the probability of an event into an action. */
export interface EventRule<
  Spec = unknown,
  Learnt extends EventThreshold = EventThreshold,
> extends AnyRule<Spec> {
  readonly decidesOn: 'event';
  /** Of what is stored with a version, as `learn` makes it. */
  readonly learntSchema: z.ZodType<Learnt>;
  /** From rows that no network saw, calibrated as served. Plain JSON. */
  learn(rows: LabelledProbabilities, spec: Spec): Learnt;
  /** Decides one row by its probability, as it is answered. */
  decider(learnt: Learnt, spec: Spec): (probability: number) => Decision;
  /** Where alone its action changes: probabilities, each the first with another one; absent: it may change anywhere. */
  cuts?(learnt: Learnt, spec: Spec): readonly number[];
  /** What a CSV tells of a decision beside its action; absent: nothing. */
  columns?(spec: Spec): readonly DecisionColumn[];
  /** What the decisions of rows held out came to. Plain JSON. */
  report(rows: LabelledProbabilities, learnt: Learnt): unknown;
}

/** What an action costs, by the index of the class that happens, as it is stored with a version. */
export const actionCostsSchema = z.strictObject({ action: z.string(), costs: z.array(z.number()) });

/** What a rule about classes keeps with a version: the label is the likeliest class, whatever the threshold. */
export interface ClassActions {
  threshold: number;
  /** Where the actions are priced. */
  actions?: z.infer<typeof actionCostsSchema>[];
}

/** Turns the probabilities of more than two classes into an action. */
export interface ClassRule<Spec = unknown, Learnt extends ClassActions = ClassActions> extends AnyRule<Spec> {
  readonly decidesOn: 'class';
  /** Of what is stored with a version, as `learn` makes it. */
  readonly learntSchema: z.ZodType<Learnt>;
  /** What of `decision` does not fit the codes of the target's classes. */
  problems(spec: Spec, classes: readonly string[]): ErrorDetail[];
  /** For the codes of the classes in their order. Plain JSON. */
  learn(classes: readonly string[], spec: Spec): Learnt;
  /** Decides one row by the probability of each class, as it is answered. */
  decider(learnt: Learnt, spec: Spec): (probabilities: readonly number[]) => Decision;
  /** What the decisions of rows held out came to. Plain JSON. */
  report(rows: MulticlassPredictions, learnt: Learnt): unknown;
}

/** A number with its interval, where one is known, in the unit of the target. */
export interface NumberFigures {
  value: number;
  interval?: [number, number];
}

/** Turns how much, or how long, into an action. */
export interface NumberRule<Spec = unknown> extends AnyRule<Spec> {
  readonly decidesOn: 'time-left';
  /** Decides one row by its figures, as they are answered. */
  decider(spec: Spec): (figures: NumberFigures) => Decision;
}

/** Turns what a treatment would change into an action. */
export interface EffectRule<Spec = unknown> extends AnyRule<Spec> {
  readonly decidesOn: 'effect';
  /** Decides one row by its effect with interval, as it is answered. */
  decider(spec: Spec): (effect: NumberFigures) => Decision;
  /** What a unit of the effect is worth, and what treating a row costs in all, in one unit. */
  worth(spec: Spec): { benefit: number; cost: number };
}

/** Turns a number, its interval and what was remarked about its row into an action. */
export interface ValueRule<Spec = unknown> extends AnyRule<Spec> {
  readonly decidesOn: 'value';
  /** Decides one row by its figures, as they are answered, and the codes of the notes of its values. */
  decider(spec: Spec): (figures: NumberFigures, remarks: readonly string[]) => Decision;
  /** What the decisions of rows held out come to, whatever is remarked about them. Plain JSON. */
  report(rows: JudgedNumbers, spec: Spec): unknown;
}

/** Numbers as they are answered, beside what happened, row by row. */
export interface JudgedNumbers {
  actual: ArrayLike<number>;
  figures: readonly NumberFigures[];
}

/** Decides on whole files only: a scenario declares it under `batchDecisions`. */
export interface BatchRule<Spec = unknown> extends AnyRule<Spec> {
  readonly decidesOn: 'batch';
  readonly batch: BatchPart<Spec>;
}

/** On which side of a limit a number must not lie. */
export const sides = ['above', 'below'] as const;

export type Side = (typeof sides)[number];

/** What a rule asks about: the first limit is the one that is decided on. */
export interface Limits {
  limits: readonly number[];
  side: Side;
}

/** Turns the probability that a number lies beyond a limit, by the distribution of the errors around it, into an action. */
export interface CrossingRule<Spec = unknown> extends AnyRule<Spec> {
  readonly decidesOn: 'crossing';
  limits(spec: Spec): Limits;
  /** Decides by the probability for the first limit, as it is answered. A higher one never asks for less. */
  decider(spec: Spec): (probability: number) => Decision;
  /** What the decisions of rows held out came to. Plain JSON. */
  report(rows: LabelledProbabilities, spec: Spec): unknown;
}

export type DecisionRule =
  EventRule | ClassRule | NumberRule | ValueRule | CrossingRule | EffectRule | BatchRule;

/** What a rule decides on. */
export type DecisionSubject = DecisionRule['decidesOn'];
