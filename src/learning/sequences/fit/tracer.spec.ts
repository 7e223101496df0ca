import { describe, expect, it } from '@jest/globals';
import type { SkillRecord } from '../load/vocabulary.js';
import { networkTracer, placesOf, stepsOf, type PredictRows } from './network-tracer.js';
import { blendOf, followInPieces, piecesOf, tracerOf, type StepModel } from './tracer.js';

const record = (length: number, first = 1): SkillRecord => ({
  skills: Int32Array.from({ length }, (_, at) => first + (at % 3)),
  right: Uint8Array.from({ length }, (_, at) => at % 2),
});

/** Says how many answers it has seen. */
const counting: StepModel<number> = {
  name: 'counting',
  start: () => 0,
  chance: (seen) => seen,
  learn: (seen) => seen + 1,
};

describe('pieces of records', () => {
  it('cover every answer once, with half a piece before where there is one', () => {
    for (const length of [1, 9, 10, 11, 15, 16, 34, 101]) {
      const pieces = piecesOf([record(length)], 10);
      const looked = pieces.flatMap(({ start, from, answers }) =>
        Array.from({ length: answers.skills.length - from }, (_, i) => start + from + i),
      );
      expect(looked).toEqual([...Array.from({ length }).keys()]);
      const [followed] = followInPieces(tracerOf(counting), [record(length)], 10);
      followed.forEach((seen, at) => expect(seen).toBeGreaterThanOrEqual(Math.min(at, 5)));
    }
  });

  it('follow a short record as a whole', () => {
    expect([...followInPieces(tracerOf(counting), [record(10)], 10)[0]]).toEqual([...Array(10).keys()]);
  });
});

describe('a tracer', () => {
  it('is asked after all answers, which it does not change', () => {
    const tracer = tracerOf(counting);
    const question = { record: record(4), skills: [1, 2] };
    expect(tracer.ask([question, question]).map((own) => [...own])).toEqual([
      [4, 4],
      [4, 4],
    ]);
  });

  it('answers with others by their shares', () => {
    const double = tracerOf<number>({ ...counting, name: 'double', chance: (seen) => 2 * seen });
    const blend = blendOf([
      { tracer: tracerOf(counting), share: 0.25 },
      { tracer: double, share: 0.75 },
    ]);
    expect([...blend.follow([record(3)])[0]]).toEqual([0, 1.75, 3.5]);
    expect([...blend.ask([{ record: record(2), skills: [1] }])[0]]).toEqual([3.5]);
  });
});

describe('a network as a tracer', () => {
  const steps = 8;
  /** Of each step: the skill that is asked, and a tenth for each answer of the learner before it. */
  const predict: PredictRows = ({ asked, answered, first }, rows) => {
    const chances = new Float32Array(rows * steps);
    for (let at = 0, seen = 0; at < chances.length; at++) {
      if (at % steps === 0 || first.data[at] === 1) seen = 0;
      chances[at] = asked.data[at] + seen / 10;
      if (answered.data[at] > 0) seen++;
    }
    return chances;
  };
  const tracer = networkTracer('n', { predict, steps, skills: 20 });

  it('puts several records into a row, none of which sees another', () => {
    expect(placesOf([record(3), record(5), record(4)], steps)).toEqual({
      places: [
        { row: 0, step: 0 },
        { row: 0, step: 3 },
        { row: 1, step: 0 },
      ],
      rows: 2,
    });
    const [first, second] = tracer.follow([record(3), record(5, 11)]);
    [1, 2.1, 3.2].forEach((value, at) => expect(first[at]).toBeCloseTo(value, 5));
    [11, 12.1, 13.2, 11.3, 12.4].forEach((value, at) => expect(second[at]).toBeCloseTo(value, 5));
  });

  it('asks any number of skills behind a record', () => {
    const skills = [...Array(15).keys()];
    for (const length of [0, 3, 7]) {
      const [other, asked] = tracer.ask([
        { record: record(1), skills: [4] },
        { record: record(length), skills },
      ]);
      expect(other[0]).toBeCloseTo(4.1, 5);
      skills.forEach((skill) => expect(asked[skill]).toBeCloseTo(skill + length / 10, 5));
    }
  });

  it('has room behind a full window', () => {
    for (const window of [4, 100]) expect(stepsOf(window)).toBeGreaterThan(window);
  });
});
