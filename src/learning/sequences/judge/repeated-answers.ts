import { computeMetrics } from '../../../evaluation/metrics/index.js';
import { finite } from '../../report-figures.js';
import { scoredAnswers } from '../fit/fit-tracers.js';
import type { LearnerRecord } from '../load/records.js';

/** The area under the curve of some of the answers. */
interface PartFigure {
  rows: number;
  auc: number | null;
}

/** Figures that an answer which is written once for each of its skills cannot flatter, or not as much. */
export interface RepeatedAnswers {
  /** Share of the answers that come with another skill and the same outcome right after another answer of the learner. */
  share: number;
  /** Runs of such answers collapsed to their first: which answers remain hangs on their outcome, so this is too low. */
  firstOfRun: PartFigure;
  /** Answers to the skill of the answer before them: none of them can be a repetition. */
  sameSkill: PartFigure;
  /** All but the first answer of each learner, as some publish it. */
  fromSecond: PartFigure;
}

type Part = (record: LearnerRecord, at: number) => boolean;

const isFirst: Part = (_record, at) => at === 0;
const isSame: Part = ({ skills }, at) => at > 0 && skills[at] === skills[at - 1];

/** Whether an answer may be the one before it, written again for another skill. */
const mayRepeat: Part = ({ skills, right }, at) =>
  at > 0 && skills[at] !== skills[at - 1] && right[at] === right[at - 1];

/** @param chances of each answer of each record. */
export function repeatedAnswers(
  records: readonly LearnerRecord[],
  chances: readonly Float64Array[],
): RepeatedAnswers {
  const figureOf = (part: Part): PartFigure => {
    const kept = records.map((record) => [...record.right.keys()].filter((at) => part(record, at)));
    const right = records.map((record, i) => ({ right: Uint8Array.from(kept[i], (at) => record.right[at]) }));
    const own = chances.map((all, i) => Float64Array.from(kept[i], (at) => all[at]));
    const { predictions } = scoredAnswers(right, own);
    const rows = predictions.labels.length;
    if (rows === 0) return { rows, auc: null };
    return { rows, auc: finite(computeMetrics('binary', ['auc'], predictions).auc) };
  };
  const answers = records.reduce((sum, { rows }) => sum + rows.length, 0);
  return {
    share: figureOf(mayRepeat).rows / answers,
    firstOfRun: figureOf((record, at) => !mayRepeat(record, at)),
    sameSkill: figureOf(isSame),
    fromSecond: figureOf((record, at) => !isFirst(record, at)),
  };
}
