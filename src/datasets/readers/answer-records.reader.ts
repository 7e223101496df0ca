import { basename } from 'node:path';
import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { fieldsOf, plainLines } from './plain-lines.js';

const name = z.string().min(1);

/** Options of the reader `answer-records`. */
export const answerRecordsOptions = z.strictObject({
  kind: z.literal('answer-records'),
  /** Files of three lines for each learner, and what the column of the part says of their learners. */
  parts: z.array(z.strictObject({ file: name, part: name })).min(1),
  /** Lines `number, name` of the skills, separated by a tab. */
  skills: name,
  /** The columns to make: learner, step, skill, correct, part. */
  columns: z.tuple([name, name, name, name, name]),
});

export type AnswerRecordsOptions = z.infer<typeof answerRecordsOptions>;

/** How many answers there are, the skills of their questions, and whether they are right. */
const linesOfLearner = 3;

/**
 * Files of knowledge tracing (as Zhang, Shi, King & Yeung, 2017, published them): a learner is three lines, the number of answers, their skills and
 * 1 or 0 for each, separated by commas. One table with a row for each answer; a learner is called by the part and the place in its file.
 */
export const answerRecordsReader: DatasetReader<AnswerRecordsOptions> = {
  kind: 'answer-records',
  files: ({ parts, skills }) => [...parts.map(({ file }) => file), skills],
  header: ({ columns }) => [...columns],
  async read({ parts, skills, columns }, locate): Promise<RawTable> {
    const names = await skillNames(locate(skills));
    const table: RawTable = { header: [...columns], records: [], lines: [] };
    for (const { file, part } of parts) await readPart(locate(file), { part, names, table });
    return table;
  },
};

async function skillNames(path: string): Promise<Map<string, string>> {
  const lines = await plainLines(path);
  return new Map(
    lines.map((line, i) => {
      const [number, ...words] = fieldsOf(line, '\t', { least: 2, path, number: i + 1 });
      return [number.trim(), words.join(' ').trim()];
    }),
  );
}

interface Part {
  part: string;
  names: ReadonlyMap<string, string>;
  /** What is read comes to its end. */
  table: RawTable;
}

async function readPart(path: string, { part, names, table }: Part): Promise<void> {
  const lines = await plainLines(path);
  for (let first = 0; first < lines.length; first += linesOfLearner) {
    const [count, skills, right] = lines.slice(first, first + linesOfLearner).map(cellsOf);
    const fits = (cells: string[] | undefined) => cells?.length === Number(count[0]);
    if (!fits(skills) || !fits(right)) throw noRecord(path, first, lines);
    const learner = `${part}-${first / linesOfLearner + 1}`;
    skills.forEach((skill, at) => {
      const title = names.get(skill);
      if (title === undefined) throw unknownSkill(path, first + 1, skill);
      table.records.push([learner, String(at + 1), title, right[at], part]);
      table.lines.push(first + 2);
    });
  }
}

/** Some lines end with a comma. */
function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/,$/, '')
    .split(',')
    .map((cell) => cell.trim());
}

function noRecord(path: string, first: number, lines: readonly string[]): InvalidInputError {
  return new InvalidInputError(`${basename(path)} does not have the declared form at line ${first + 1}.`, {
    details: [
      {
        line: first + 1,
        expected: 'the number of answers, then a line of so many skills and one of so many outcomes',
        received: shown(lines.slice(first, first + linesOfLearner), 200),
      },
    ],
  });
}

function unknownSkill(path: string, line: number, skill: string): InvalidInputError {
  return new InvalidInputError(`${basename(path)} does not have the declared form at line ${line + 1}.`, {
    details: [{ line: line + 1, expected: 'numbers of skills that have a name', received: shown(skill) }],
  });
}
