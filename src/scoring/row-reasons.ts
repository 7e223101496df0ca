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
        expected: 'a version with references, of a scenario whose answers are divided into what they rest on',
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
  { table, most, rows }: { table: Table; most: number; rows?: Int32Array },
): AnswerEnvelope[] {
  const reasons = giver.reasons(table, most, rows);
  return answers.map(({ notice, applicability, ...answer }, row) => ({
    ...answer,
    reasons: reasons[row],
    ...(notice !== undefined && { notice }),
    applicability,
  }));
}

/**
 * How the answers of a version follow from its columns as a whole.
 * @throws InvalidInputError where it cannot tell, with why.
 */
export function requireOverall(served: Predictor): OverallReasons {
  const { overall, references } = requireReasons(served);
  if (overall && references) return { overall, references };
  throw new InvalidInputError(`${served.tag} cannot tell what its columns do on the whole.`, {
    details: [
      {
        expected: 'a scenario whose answer follows from the columns of one row, without stages',
        received: served.scenario.spec.id,
      },
    ],
    withoutData: true,
  });
}

export type OverallReasons = Required<Pick<ReasonGiver, 'overall' | 'references'>>;
