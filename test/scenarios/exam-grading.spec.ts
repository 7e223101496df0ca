import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../src/core/random.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { generateSample, sampleCsv } from '../../src/datasets/generate-sample.js';
import {
  shortAnswersMechanism,
  shortAnswersOptions,
} from '../../src/datasets/samples/short-answers.mechanism.js';
import type { ComparedAnswer } from '../../src/industries/education/compare-answer.js';
import { AskEndpoint } from '../../src/scoring/ask-endpoint.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { realDataFolder } from '../real-data.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'education/exam-grading';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';
const slow = 600_000;

const training = { epochs: 25, batchSize: 64, optimiser: { name: 'adamw', learningRate: 0.006 } };
const quickly = (home: TrainedHome) => ({
  training,
  split: { ...home.scenario.spec.split, validation: { folds: 2 } },
});

const question = 'What does a stack do?';
const reference =
  'It keeps the items in sequence and returns the result at the end and checks the input beforehand.';
const asked = (student_answer: string | null) => ({
  question,
  instructor_answer: reference,
  student_answer,
});

function shuffled(text: string): string {
  const words = text.toLowerCase().replace('.', '').split(' ');
  return [...createRandom(1).permutation(words.length)].map((place) => words[place]).join(' ');
}

describe('exam grading', () => {
  let home: TrainedHome;
  beforeAll(async () => {
    home = await trainedHome(id);
    await home.train(quickly(home));
  }, slow);
  afterAll(() => home.close());

  it('ships the sample that its specification makes, byte by byte', async () => {
    const { spec, folder } = await home.suite.get(DatasetCatalogue).get('mohler-short-answers');
    expect(sampleCsv(generateSample(spec))).toBe(await readFile(join(folder, 'sample.csv'), 'utf8'));
  });

  it('marks the higher the more points an answer has, whatever the words', async () => {
    const answers = [
      'It checks the input beforehand.',
      'It stores the elements in sequence and tests the input in advance.',
      'It holds the items in sequence and verifies the input beforehand and yields the output at the end.',
      reference,
    ];
    const marks = (await home.predict({ rows: answers.map(asked) })).map(
      ({ prediction }) => prediction.value,
    );
    expect([...marks].sort()).toEqual(marks);
    expect(marks[3]).toBeGreaterThan(3.5);
    expect(marks[0]).toBeLessThan(3);
  });

  const games: [string, string | null, string][] = [
    ['nothing', null, 'missing'],
    ['blanks', ' \n', 'missing'],
    ['the question', question, 'repeated-text'],
    ['the reference out of its order', shuffled(reference), 'unordered-text'],
    [
      'the reference negated',
      'It never keeps the items in sequence and returns the result at the end and checks the input beforehand.',
      'negated-text',
    ],
    ['words of no training text', 'Bananas ripen faster beside apples.', 'unknown-words'],
    ['another language', '栈按顺序保存元素。', 'unknown-words'],
  ];

  it.each(games)('sends %s to a person', async (_, text, sign) => {
    const [{ prediction, decision, applicability }] = await home.predict({ rows: [asked(text)] });
    expect(applicability.warnings.map(({ code }) => code)).toContain(sign);
    expect(decision).toMatchObject({ action: 'person', rule: 'sign of a text that is not to be trusted' });
    if (sign === 'missing' || sign === 'repeated-text') expect(prediction.value).toBeLessThan(2.5);
  });

  it('decides the same in a CSV', async () => {
    const path = join(home.folder, 'games.csv');
    const rows = games.map(([, text]) => asked(text));
    const cell = (text: string | null) => `"${text ?? ''}"`;
    const lines = rows.map((row) => Object.values(row).map(cell).join(','));
    await writeFile(path, `${Object.keys(rows[0]).join(',')}\n${lines.join('\n')}\n`);
    const output = join(home.folder, 'games.scored.csv');
    await home.suite.get(ScoreCsv).execute({ scenario: id, input: path, output });
    const scored = (await readFile(output, 'utf8')).trim().split('\n').slice(1);
    expect(scored.filter((line) => line.includes(',person,'))).toHaveLength(games.length);
  });

  it('tells which parts of the reference are there and where, and which are missing', async () => {
    const text = 'I think it stores the elements in sequence and<br>returns the result at the end.';
    const body = { features: asked(text) };
    const compared = (await home.suite.get(AskEndpoint).execute(id, {
      name: 'compare',
      method: 'POST',
      body,
    })) as ComparedAnswer;
    const [answer] = await home.predict({ rows: [asked(text)] });
    expect(compared.prediction).toEqual(answer.prediction);
    expect(compared.decision).toEqual(answer.decision);
    expect(compared.parts.map(({ text: part }) => part)).toHaveLength(3);
    expect(compared.parts[2]).toMatchObject({ status: 'missing', by: [] });
    expect(compared.parts[1]).toMatchObject({ status: 'matched', how: ['exact'] });
    for (const { by, start, end, text: part, missing } of compared.parts) {
      expect(reference.slice(start, end)).toBe(part);
      for (const span of by) expect(text.slice(span.start, span.end)).toBe(span.text);
      for (const span of missing) expect(reference.slice(span.start, span.end)).toBe(span.text);
    }
    expect(compared.text).toMatch(/^\d of 3 parts of the reference answer are there/);
    const chinese = (await home.suite
      .get(AskEndpoint)
      .execute(id, { name: 'compare', method: 'POST', body, language: 'zh' })) as ComparedAnswer;
    expect(chinese.text).toMatch(/^参考答案的 3 个部分中已有/);
    expect(chinese.parts).toEqual(compared.parts);
  });

  it.each(['en', 'zh'])(
    'finds the marks of answers in %s whose points are known, to questions that it has not seen',
    async (language) => {
      const options = { mechanism: 'short-answers', seed: 8, rows: 400, answers: 10, gaming: 0, language };
      const graders = { difference: 0, noise: 0 };
      const { header, records } = shortAnswersMechanism.generate(
        shortAnswersOptions.parse({ ...options, graders }),
      );
      const lines = [header, ...records].map((cells) => cells.join(';'));
      await writeFile(join(home.folder, 'known.csv'), `${lines.join('\n')}\n`);
      const { report } = await home.train({ ...quickly(home), data: { file: 'known.csv' } });
      expect(report.metrics.pearson_r?.value).toBeGreaterThan(0.85);
      expect(report.metrics.quadratic_weighted_kappa?.value).toBeGreaterThan(0.8);
      expect(report.metrics.rmse?.value).toBeLessThan(0.5 * (report.constant.rmse ?? NaN));
    },
    slow,
  );

  withRealData(`reads the original without what its authors leave out${note}`, async () => {
    await home.import(join(String(real), 'education', 'mohler-short-answers'));
    const { table } = await home.suite.get(DatasetCatalogue).open('mohler-short-answers');
    expect(table.records).toHaveLength(2273);
    const marks = table.records.map((cells) => Number(cells[table.header.indexOf('score_average')]));
    expect(marks.filter((mark) => mark === 5)).toHaveLength(1121);
  });
});
