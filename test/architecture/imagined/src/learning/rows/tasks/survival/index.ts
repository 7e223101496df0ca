import { z } from 'zod';
import { InvalidSpecificationError } from '../../../../core/errors.js';
import { figure } from '../../../../core/text/figures.js';
import { numberRule } from '../../../../decisions/index.js';
import { parseTaskOptions } from '../../../parse-fitted.js';
import type { Answer } from '../../../answer.js';
import type { LearntWidths } from '../interval-widths.js';
import { regression } from '../regression/index.js';
import { numericTarget, type NumberState } from '../regression/number-target.js';
import type { Task } from '../task.js';

const options = z.strictObject({
  /** The share that is still there at the end of what is answered. */
  surviving: z.number().gt(0).lt(1).default(0.5),
});

/** How long until it ends? The time by which a stated share is left, where times fall off exponentially around what is expected. */
export const survival: Task<NumberState, LearntWidths> = {
  ...regression,
  name: 'survival',
  options,
  joinsTargets: false,
  check(spec) {
    parseTaskOptions(options, spec);
    const { range } = numericTarget(spec);
    if (range?.[0] === 0) return;
    const details = [{ pointer: '/target/range', expected: 'a range from 0', received: 'another' }];
    throw new InvalidSpecificationError('A time starts at 0.', { details });
  },
  // What is answered is a part of what is expected, which alone can be judged.
  scoredAnswers: undefined,
  decidesOn: () => 'time-left',
  answerer(state, policy, spec) {
    const { columns, answer } = regression.answerer(state, policy, spec);
    const share = -Math.log(parseTaskOptions(options, spec).surviving);
    const declared = numberRule(spec.decision);
    const decide = declared?.rule.decider(declared.spec);
    const answerOf = (outputs: Float32Array, row: number): Answer => {
      const { prediction } = answer(outputs, row);
      const value = figure(share * (prediction.value ?? 0));
      return { prediction: { ...prediction, value }, ...(decide && { decision: decide({ value }) }) };
    };
    return {
      columns: decide ? [...columns, 'decision'] : columns,
      answer: answerOf,
      cells(outputs, row) {
        const { prediction, decision } = answerOf(outputs, row);
        const cells = [prediction.value, ...(prediction.interval ?? [])].map(String);
        return decision ? [...cells, decision.action] : cells;
      },
    };
  },
};
