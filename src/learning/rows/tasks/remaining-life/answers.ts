import type { Decision, NumberFigures } from '../../../../decisions/decision.js';
import type { Answer } from '../../../answer.js';
import { hasWidths } from '../banded-intervals.js';
import { numberAnswers, type NumberFit } from '../regression/number-answers.js';
import type { Answerer } from '../task.js';

interface AnswerParts {
  fit: NumberFit;
  decide?: (figures: NumberFigures) => Decision;
}

/** Time left with its interval and, where a rule is declared, the action that its lower end asks for. */
export function remainingLifeAnswerer({ fit, decide }: AnswerParts): Answerer {
  const { unit } = fit.state;
  const answers = numberAnswers(fit);
  const columns = [
    'prediction',
    ...(hasWidths(fit.bands) ? ['lower', 'upper'] : []),
    ...(decide ? ['decision'] : []),
  ];
  return {
    columns,
    answer(outputs, row): Answer {
      const { value, interval } = answers(outputs[row]);
      const prediction: Answer['prediction'] = { value };
      if (unit !== undefined) prediction.unit = unit;
      if (interval) prediction.interval = interval;
      return decide ? { prediction, decision: decide({ value, interval }) } : { prediction };
    },
    cells(outputs, row) {
      const { value, interval } = answers(outputs[row]);
      const decision = decide ? [decide({ value, interval }).action] : [];
      return [value, ...(interval ?? []), ...decision].map(String);
    },
  };
}
