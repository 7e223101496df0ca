import { InvalidInputError, type ErrorDetail } from '../../core/errors.js';
import { mostDetails } from '../../core/text/lists.js';
import type { Answer, AnswerEnvelope, Warning } from '../../learning/answer.js';
import type { Predictor } from '../../learning/predictor.js';
import type { RowAnswers } from '../../learning/rows/tasks/task.js';

/** Said with an answer whose decision is left to a person. */
export const abstainedWarning: Warning = {
  code: 'left-to-a-person',
  text: 'The row lies outside of what the model knows, so that nothing is decided: refer it to a person.',
};

/** An answer that decides nothing. */
export function withoutDecision({ prediction, decision: _decision, ...rest }: Answer): Answer {
  const { horizons } = prediction;
  return {
    ...rest,
    prediction: horizons
      ? { ...prediction, horizons: horizons.map(({ decision: _own, ...horizon }) => horizon) }
      : prediction,
  };
}

/** The same answers, of which some decide nothing: their cells of decisions are empty. */
export function withholding(
  answers: RowAnswers,
  columns: readonly string[],
  isWithheld: (row: number) => boolean,
): RowAnswers {
  const decides = columns.map((name) => /^decision(?:_|$)/u.test(name));
  return {
    ...answers,
    answer: (row) => (isWithheld(row) ? withoutDecision(answers.answer(row)) : answers.answer(row)),
    cells(row) {
      const cells = answers.cells(row);
      return isWithheld(row) ? cells.map((cell, i) => (decides[i] ? '' : cell)) : cells;
    },
  };
}

/**
 * Answers of a scenario that refuses rows outside of what its model knows.
 * @throws InvalidInputError naming each such row, with what takes it out.
 */
export function refuseOutside(
  { scenario: { spec } }: Predictor,
  answers: AnswerEnvelope[],
  pointers: (row: number) => string,
): AnswerEnvelope[] {
  if (spec.applicability.policy !== 'reject') return answers;
  const details = answers.flatMap(({ applicability }, row): ErrorDetail[] => {
    if (applicability.in_domain) return [];
    const expected = 'a row within what the model knows';
    return [
      {
        pointer: pointers(row),
        expected,
        received: applicability.warnings.map(({ text }) => text).join(' '),
      },
    ];
  });
  if (details.length === 0) return answers;
  throw new InvalidInputError(`${spec.id} does not answer rows outside of what its model knows.`, {
    details: details.slice(0, mostDetails),
    hint: 'The scenario declares so (applicability.policy): a person must look at such a row.',
  });
}
