import { describe, expect, it } from '@jest/globals';
import { PhraseBook } from '../core/language/phrase-book.js';
import { eventRule } from '../decisions/index.js';
import { gradeTables } from './grade-tables.js';
import { trainingPhrases } from './phrases.js';
import { whatDecides } from './what-decides.js';

const declared = {
  rule: 'grades',
  scale: [{ grade: 'A', below: 0.3 }, { grade: 'B', below: 0.6 }, { grade: 'C' }], // prettier-ignore
  least: { rows: 4, events: 1 },
};

/** Ten rows at each of two probabilities, with so many events. */
function rows(low: number, high: number) {
  const labels = [low, high].flatMap((events) => Array.from({ length: 10 }, (_, i) => Number(i < events)));
  return { labels, probabilities: labels.map((_, row) => (row < 10 ? 0.1 : 0.9)) };
}

const { rule, spec } = eventRule(declared)!;
const learnt = rule.learn(rows(2, 8), spec);

describe('the tables of grades', () => {
  const [scale, judged] = gradeTables(rule.report(rows(3, 9), learnt), '');

  it('tell what was learnt, and which names no grade has', () => {
    expect(scale.title).toBe('Rating scale');
    expect(scale.rows.slice(1).map(([name, p, , count, events]) => [name, p, count, events])).toEqual([
      ['A', '0.2000', '10', '2'],
      ['C', '0.8000', '10', '8'],
    ]);
    expect(scale.summary).toContain('at a base rate of 0.5000; in the rows it was 0.5000.');
    expect(scale.summary).toContain('Names of the scale that no grade has');
    expect(scale.summary).toContain(': B.');
  });

  it('tell what came of them on the rows held out', () => {
    expect(
      judged.rows
        .slice(1)
        .map(([name, learntShare, count, events, share]) => [name, learntShare, count, events, share]),
    ).toEqual([
      ['A', '0.2000', '10', '3', '0.3000'],
      ['C', '0.8000', '10', '9', '0.9000'],
    ]);
    expect(judged.summary).toContain('Shares rise from grade to grade (trend p 0.0');
    const [, turned] = gradeTables(rule.report(rows(9, 3), learnt), '');
    expect(turned.summary).toContain('Shares do not rise from A to C');
  });

  it('stand among what decides, in place of actions', () => {
    const report = rule.report(rows(3, 9), learnt);
    const confusion = { truePositive: 9, falsePositive: 1, trueNegative: 7, falseNegative: 3 };
    const details = { threshold: 0.5, confusion, reliability: [], decisions: report };
    const titles = whatDecides({ details: JSON.parse(JSON.stringify(details)) as unknown }).map(
      ({ title }) => title,
    );
    expect(titles).toContain('Rating scale');
    expect(titles).toContain('Grades on the rows held out');
    expect(titles).not.toContain('Decisions');
  });

  it('are told in Chinese', () => {
    const book = new PhraseBook([trainingPhrases]);
    const texts = [scale, judged].flatMap(({ title, rows: [head], summary = '' }) => [
      title,
      ...head,
      summary,
    ]);
    for (const text of texts) expect(book.say(text, 'zh')).toMatch(/[\u4e00-\u9fff]/);
    expect(book.say(scale.summary ?? '', 'zh')).toBe(
      '概率按基准违约率 0.5000 计；数据行中的比例为 0.5000。量表中未用到的等级（行数太少，或与相邻等级无法区分）：B。',
    );
  });
});
