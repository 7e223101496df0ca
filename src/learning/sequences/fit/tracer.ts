import { partOf, type SkillRecord } from '../load/vocabulary.js';

/** A way to say how likely answers are right. */
export interface Tracer {
  readonly name: string;
  /** Of each answer of each record the chance that it is right, given those before it. */
  follow(records: readonly SkillRecord[]): Float64Array[];
  /** Of each skill that is asked the chance that its next answer is right, after all answers of the record. */
  ask(questions: readonly Question[]): Float64Array[];
}

/** Skills that are asked after the answers of a record. */
export interface Question {
  record: SkillRecord;
  skills: readonly number[];
}

/** A tracer that goes from answer to answer; what it remembers of a learner is its `State`. */
export interface StepModel<State = unknown> {
  readonly name: string;
  start(): State;
  chance(state: State, skill: number): number;
  /** What is remembered after an answer: `state` itself may be changed. */
  learn(state: State, skill: number, right: number): State;
}

export function tracerOf<State>(model: StepModel<State>): Tracer {
  const followed = (record: SkillRecord, onAnswer?: (at: number, chance: number) => void): State => {
    let state = model.start();
    record.skills.forEach((skill, at) => {
      onAnswer?.(at, model.chance(state, skill));
      state = model.learn(state, skill, record.right[at]);
    });
    return state;
  };
  return {
    name: model.name,
    follow: (records) =>
      records.map((record) => {
        const chances = new Float64Array(record.skills.length);
        followed(record, (at, chance) => (chances[at] = chance));
        return chances;
      }),
    ask: (questions) =>
      questions.map(({ record, skills }) => {
        const state = followed(record);
        return Float64Array.from(skills, (skill) => model.chance(state, skill));
      }),
  };
}

/** Several tracers together: the mean of their chances by their shares, which add up to 1. */
export function blendOf(parts: readonly { tracer: Tracer; share: number }[], name = 'blend'): Tracer {
  const mixed = (each: readonly Float64Array[][]): Float64Array[] =>
    each[0].map((own, i) =>
      own.map((_, at) => parts.reduce((sum, { share }, part) => sum + share * each[part][i][at], 0)),
    );
  return {
    name,
    follow: (records) => mixed(parts.map(({ tracer }) => tracer.follow(records))),
    ask: (questions) => mixed(parts.map(({ tracer }) => tracer.ask(questions))),
  };
}

/** A stretch of a record: answers from `start` on, of which those from `from` on are looked at. */
export interface Piece {
  record: number;
  start: number;
  from: number;
  answers: SkillRecord;
}

/**
 * Records in pieces of at most `most` answers. A piece of a longer record begins with half a piece that was looked at before: no answer is
 * predicted from fewer earlier ones than that, where there are so many.
 */
export function piecesOf(records: readonly SkillRecord[], most: number): Piece[] {
  const stride = Math.max(1, Math.floor(most / 2));
  return records.flatMap((record, index) => {
    const { length } = record.skills;
    const pieces: Piece[] = [];
    for (let start = 0; start === 0 || start + most - stride < length; start += stride) {
      const answers = partOf(record, start, Math.min(start + most, length));
      pieces.push({ record: index, start, from: start === 0 ? 0 : most - stride, answers });
    }
    return pieces;
  });
}

/** Of each answer of each record its chance, each from the stretch of at most `most` answers that it lies in. */
export function followInPieces(
  tracer: Tracer,
  records: readonly SkillRecord[],
  most: number,
): Float64Array[] {
  const pieces = piecesOf(records, most);
  const chances = records.map(({ skills }) => new Float64Array(skills.length));
  tracer.follow(pieces.map(({ answers }) => answers)).forEach((own, i) => {
    const { record, start, from } = pieces[i];
    chances[record].set(own.subarray(from), start + from);
  });
  return chances;
}
