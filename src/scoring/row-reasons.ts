import { InvalidInputError } from '../core/errors.js';
import type { AnswerEnvelope } from '../learning/answer.js';
import type { Predictor, ReasonGiver } from '../learning/predictor.js';
import type { Table } from '../tables/table.js';

/** So many reasons come with one row unless another number is asked for; with many rows none do. */
export const usualReasons = 3;

/** So many at most, of each target. */
export const mostReasons = 100;

/**
 * Who explains the answers of a version.
 * @throws InvalidInputError where it cannot, with why.
 */
export function requireReasons(served: Predictor): ReasonGiver {
  if (served.reasons) return served.reasons;
  throw new InvalidInputError(`${served.tag} cannot tell reasons for its answers.`, {
    details: [
      {
        expected: 'a version with references, of a scenario whose answer follows from the columns of one row',
        received: served.tag,
      },
    ],
    hint: 'A version of an earlier build has no references: train again. Other answers are not explained yet.',
    withoutData: true,
  });
}

/** The same answers with their reasons. */
export function withReasons(
  answers: readonly AnswerEnvelope[],
  giver: ReasonGiver,
  { table, most }: { table: Table; most: number },
): AnswerEnvelope[] {
  const reasons = giver.reasons(table, most);
  return answers.map(({ notice, applicability, ...answer }, row) => ({
    ...answer,
    reasons: reasons[row],
    ...(notice !== undefined && { notice }),
    applicability,
  }));
}
