import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidInputError } from '../../core/errors.js';
import { answerRecordsReader, type AnswerRecordsOptions } from './answer-records.reader.js';

const options: AnswerRecordsOptions = {
  kind: 'answer-records',
  parts: [
    { file: 'one.csv', part: 'train' },
    { file: 'two.csv', part: 'test' },
  ],
  skills: 'skills.txt',
  columns: ['learner', 'step', 'skill', 'correct', 'part'],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-records-'));
  await writeFile(join(folder, 'skills.txt'), '3\tRounding \n7\tMode\n');
  await writeFile(join(folder, 'two.csv'), '1\n7\n1\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = async (one: string) => {
  await writeFile(join(folder, 'one.csv'), one);
  return answerRecordsReader.read(options, (file) => join(folder, file));
};

describe('files of three lines for each learner', () => {
  it('become a row for each answer, with the name of the skill', async () => {
    const { header, records, lines } = await read('2\r\n3,7\r\n1,0\r\n1\r\n7,\r\n0,\r\n');
    expect(header).toEqual(answerRecordsReader.header(options));
    expect(records).toEqual([
      ['train-1', '1', 'Rounding', '1', 'train'],
      ['train-1', '2', 'Mode', '0', 'train'],
      ['train-2', '1', 'Mode', '0', 'train'],
      ['test-1', '1', 'Mode', '1', 'test'],
    ]);
    expect(lines).toEqual([2, 2, 5, 2]);
    expect(answerRecordsReader.files(options)).toEqual(['one.csv', 'two.csv', 'skills.txt']);
  });

  it.each([
    ['a count that is another', '3\n3,7\n1,0\n', 1],
    ['outcomes that are fewer', '1\n3\n1\n2\n3,7\n1\n', 4],
    ['a line that is missing', '1\n3\n', 1],
    ['a skill without a name', '1\n9\n1\n', 2],
  ])('are refused for %s, by the line', async (_what, text, line) => {
    const error = await read(text).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).details[0].line).toBe(line);
    expect((error as InvalidInputError).message).toContain('one.csv');
  });
});
