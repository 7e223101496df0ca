import { isSupported, type ColumnAxis, type Level } from './column-axis.js';
import { accumulatedEffects, levelEffects, type Effect } from './effects.js';
import { questionsOfLevels, questionsOfSteps, stepsOf, type Ladder, type Question } from './ladder.js';

/** What must be asked to tell the effects of a column, and how they follow from the answers. */
export interface ColumnInquiry {
  questions: readonly Question[];
  /** In a sentence. */
  method: string;
  /**
   * @param answers one figure of each question.
   * @returns at each edge, or of each level; null where hardly a row was learnt from.
   */
  effects(answers: ArrayLike<number>): (Effect | null)[];
  /** Along an order: how many of the rows that are asked lie on each step. */
  own?: readonly number[];
}

const accumulated =
  'Accumulated local effects: what each step from one value to the next changes in the references near it, added up, compared with the mean over the rows learnt from.';
const partial =
  'Partial dependence: the mean answer to all references with each category, compared with the mean over the rows learnt from.';

/** @param rows so many are asked. */
export function inquiryOf(axis: ColumnAxis, rows: number): ColumnInquiry {
  if ('bins' in axis) return alongLadder(axis.ladder, axis.bins, rows);
  const supported = axis.levels.filter(isSupported);
  const weights = supported.map((level) => level.rows ?? 0);
  const inquiry = axis.ladder
    ? alongLadder(axis.ladder, weights, rows)
    : acrossLevels(supported, weights, rows);
  const places = axis.levels.map((level) => supported.indexOf(level));
  return {
    ...inquiry,
    effects(answers) {
      const effects = inquiry.effects(answers);
      return places.map((place) => (place < 0 ? null : effects[place]));
    },
  };
}

function alongLadder(ladder: Ladder, weights: readonly number[], rows: number): ColumnInquiry {
  const steps = stepsOf(ladder);
  return {
    questions: questionsOfSteps(ladder, steps),
    method: accumulated,
    effects: (answers) => accumulatedEffects(steps, answers, { weights, rows }),
    own: steps.map(({ own }) => own),
  };
}

function acrossLevels(levels: readonly Level[], weights: readonly number[], rows: number): ColumnInquiry {
  return {
    questions: questionsOfLevels(
      levels.map(({ value }) => value),
      rows,
    ),
    method: partial,
    effects: (answers) => levelEffects(answers, { weights, rows }),
  };
}
