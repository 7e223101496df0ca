import { describe, expect, it } from '@jest/globals';
import { numericSpec, textSpec } from '../../tables/columns/columns.fixture.js';
import { learnLexicon } from '../../tables/text/lexicon.js';
import { courseTexts } from '../../tables/text/text.fixture.js';
import { Table } from '../../tables/table.js';
import type { ServedView } from '../../scenarios/scenario-plugin.js';
import { compareAnswer } from './compare-answer.js';
import { ExamGradingPlugin } from './exam-grading.plugin.js';

const columns = [
  textSpec({ name: 'question' }),
  textSpec({ name: 'reference' }),
  textSpec({ compared_with: { column: 'reference', apart_from: 'question' } }),
];
const row = {
  question: 'What does a stack do?',
  reference: 'It keeps items, and the last one is taken out first.',
  answer: 'A stack keeps all items.',
};

const served: ServedView = {
  columns,
  model: 'education/exam-grading@1',
  section: undefined,
  prepareRows: () => ({ data: new Float32Array(0), width: 0, features: [] }),
  answerHistory: () => [],
  pathsOfHistory: () => [],
  stateOf: () => ({ lexicon: learnLexicon(courseTexts) }),
  readRows: (rows) =>
    Table.fromColumns(
      Object.keys(row).map((name) => {
        const values = rows.map((one) => (one as Record<string, string | null>)[name]);
        return { name, type: 'text', values };
      }),
    ),
  answerRows: (rows) => rows.map(() => ({ prediction: { value: 2 } })),
};

describe('an answer beside the reference', () => {
  it('is told part by part, with the mark', () => {
    const compared = compareAnswer({ features: row }, served);
    expect(compared.prediction.value).toBe(2);
    expect(compared.parts.map(({ text, status }) => [text, status])).toEqual([
      ['It keeps items', 'matched'],
      ['and the last one is taken out first', 'missing'],
    ]);
    expect(compared.text).toBe('1 of 2 parts of the reference answer are there, 0 in part, 1 missing.');
    expect(compared.signs).toEqual([]);
  });

  it('has every part missing where there is none', () => {
    const { parts, beyond } = compareAnswer({ features: { ...row, answer: null } }, served);
    expect(parts.map(({ status, covered }) => [status, covered])).toEqual([
      ['missing', 0],
      ['missing', 0],
    ]);
    expect(beyond).toEqual([]);
  });

  it('tells why it is not to be trusted', () => {
    const { signs } = compareAnswer({ features: { ...row, answer: row.question } }, served);
    expect(signs.map(({ code }) => code)).toEqual(['repeated-text']);
  });

  it.each([undefined, {}, { rows: [row] }])('refuses %j', (body) => {
    expect(() => compareAnswer(body, served)).toThrow('The request must hold one answer.');
  });

  it('needs a column that is compared', () => {
    const others = { ...served, columns: [numericSpec()] };
    expect(() => compareAnswer({ features: row }, others)).toThrow('No column of the scenario is compared');
  });

  it('is an endpoint of exam grading', () => {
    const [endpoint] = new ExamGradingPlugin().endpoints;
    expect(endpoint).toMatchObject({ name: 'compare', method: 'POST' });
  });
});
