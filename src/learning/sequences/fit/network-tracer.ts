import type { InputColumn, InputColumns } from '../../../models/prediction/examples.js';
import { answerCodes } from '../../../models/network/record-inputs.js';
import type { SkillRecord } from '../load/vocabulary.js';
import type { Question, Tracer } from './tracer.js';

/** Attention looks from each step at each: so many pairs of steps are in memory together, of 128 rows at most. */
const mostPairs = 2 ** 21;
const mostRows = 128;

/** Rows of the inputs of a network of records, to be filled. */
export class RecordRows {
  private readonly asked: Int32Array;
  private readonly answered: Int32Array;
  private readonly first: Int32Array;

  constructor(
    readonly rows: number,
    readonly steps: number,
    private readonly skills: number,
  ) {
    this.asked = new Int32Array(rows * steps);
    this.answered = new Int32Array(rows * steps);
    this.first = new Int32Array(rows * steps);
  }

  /** Answers of another learner from a step of a row on. */
  write(row: number, step: number, { skills, right }: SkillRecord): void {
    const at = row * this.steps + step;
    this.asked.set(skills, at);
    right.forEach((one, i) => (this.answered[at + i] = one === 1 ? answerCodes.right : answerCodes.wrong));
    this.first[at] = 1;
  }

  /** Skills that are asked from a step of a row on, without an answer. */
  ask(row: number, step: number, skills: readonly number[]): void {
    this.asked.set(skills, row * this.steps + step);
  }

  get inputs(): InputColumns {
    return this.inputsOf(0, this.rows);
  }

  /** Chances at each step of each row, `[rows, steps]`; few rows at a time, for each has all its steps in memory. */
  predictedBy(predict: PredictRows): Float32Array {
    const chances = new Float32Array(this.rows * this.steps);
    const blockRows = Math.min(mostRows, Math.max(1, Math.floor(mostPairs / this.steps ** 2)));
    for (let start = 0; start < this.rows; start += blockRows) {
      const end = Math.min(start + blockRows, this.rows);
      chances.set(predict(this.inputsOf(start, end), end - start), start * this.steps);
    }
    return chances;
  }

  private inputsOf(start: number, end: number): InputColumns {
    const column = (all: Int32Array, size: number): InputColumn => {
      const data = all.subarray(start * this.steps, end * this.steps);
      return { data, shape: [this.steps], sizes: new Array<number>(this.steps).fill(size) };
    };
    return {
      asked: column(this.asked, this.skills),
      answered: column(this.answered, 3),
      first: column(this.first, 2),
    };
  }
}

/** Where the answers of a record stand among the rows of a network. */
export interface Place {
  row: number;
  step: number;
}

/** Records one after the other in rows of so many steps, as many in a row as fit. */
export function placesOf(records: readonly SkillRecord[], steps: number): { places: Place[]; rows: number } {
  let [row, step] = [0, 0];
  const places = records.map(({ skills }) => {
    if (step + skills.length > steps) [row, step] = [row + 1, 0];
    const place = { row, step };
    step += skills.length;
    return place;
  });
  return { places, rows: records.length === 0 ? 0 : row + 1 };
}

/** Of a network what answering needs: chances of a right answer at each step, `[rows, steps]`. */
export type PredictRows = (inputs: InputColumns, rows: number) => Float32Array;

/** A network of records as a tracer. A record of `follow` has at most `steps` answers, one of `ask` fewer. */
export function networkTracer(
  name: string,
  { predict, steps, skills }: { predict: PredictRows; steps: number; skills: number },
): Tracer {
  return {
    name,
    follow(records) {
      const { places, rows } = placesOf(records, steps);
      const filled = new RecordRows(rows, steps, skills);
      records.forEach((record, i) => filled.write(places[i].row, places[i].step, record));
      const chances = filled.predictedBy(predict);
      return records.map((record, i) => {
        const at = places[i].row * steps + places[i].step;
        return Float64Array.from(chances.subarray(at, at + record.skills.length));
      });
    },
    ask(questions) {
      const rowsOf = ({ record, skills: asked }: Question) =>
        Math.ceil(asked.length / (steps - record.skills.length));
      const filled = new RecordRows(
        questions.reduce((sum, one) => sum + rowsOf(one), 0),
        steps,
        skills,
      );
      let first = 0;
      const starts = questions.map((question) => {
        const { record, skills: asked } = question;
        const slots = steps - record.skills.length;
        for (let i = 0; i < rowsOf(question); i++) {
          filled.write(first + i, 0, record);
          filled.ask(first + i, record.skills.length, asked.slice(i * slots, (i + 1) * slots));
        }
        first += rowsOf(question);
        return first - rowsOf(question);
      });
      const chances = filled.predictedBy(predict);
      return questions.map(({ record, skills: asked }, at) => {
        const taken = record.skills.length;
        const slots = steps - taken;
        return Float64Array.from(asked, (_, i) => {
          return chances[(starts[at] + Math.floor(i / slots)) * steps + taken + (i % slots)];
        });
      });
    },
  };
}

/** Of a window of answers: how many steps a network of it has, so that skills can be asked after a full one. */
export function stepsOf(window: number): number {
  return window + Math.max(1, Math.ceil(window / 4));
}
