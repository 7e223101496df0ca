import { describe, expect, it } from '@jest/globals';
import { PhraseBook } from '../../src/core/language/phrase-book.js';
import { createRandom } from '../../src/core/random.js';
import { batchOutcomeSchema, batchStates, countActions, type BatchRows } from '../../src/decisions/batch.js';
import { decisionRules } from '../../src/decisions/index.js';
import { industryRules } from '../../src/industries/industries.module.js';
import { suitePhrases } from '../../src/suite.phrases.js';
import { batchRuleSubjects, type BatchRuleRow, type BatchRuleSubject } from './batch-rules.js';

const all = [...decisionRules(), ...industryRules].filter(({ batch }) => batch);
const book = new PhraseBook(suitePhrases);

it('every rule about whole files is tested', () => {
  expect(Object.keys(batchRuleSubjects).sort()).toEqual(all.map(({ name }) => name).sort());
});

function manyRows(subject: BatchRuleSubject, count: number, alternatives: number): BatchRows {
  const random = createRandom(7);
  const rows = Array.from({ length: count }, (_, place) => subject.row(place, () => random.next()));
  const sample = subject.row(0, () => 0.5);
  const column = <Value>(of: (row: BatchRuleRow) => Value) => rows.map(of);
  const texts = (name: string) => {
    const given = column((row) => row.texts?.[name] ?? '');
    const known = [...new Set(given)];
    return { codes: Int32Array.from(given, (text) => known.indexOf(text)), texts: known };
  };
  return {
    ...{ count, width: subject.width },
    figures: Array.from({ length: alternatives }, (_, i) =>
      Float64Array.from(column((row) => row.figures[i]).flat()),
    ),
    numbers: Object.fromEntries(
      Object.keys(sample.numbers ?? {}).map((name) => [
        name,
        Float64Array.from(column((row) => row.numbers![name])),
      ]),
    ),
    texts: Object.fromEntries(Object.keys(sample.texts ?? {}).map((name) => [name, texts(name)])),
  };
}

describe.each(all.map((rule) => [rule.name, rule] as const))('the rule %s, about a file', (name, rule) => {
  const batch = rule.batch!;
  const subject = batchRuleSubjects[name];
  const spec: unknown = rule.schema.parse(subject.declared);

  const prepared = (given: Record<string, unknown>, count: number) => {
    const options: unknown = batch.options(spec).parse(given);
    const alternatives = batch.alternatives?.(spec, options).length ?? 1;
    return { options, rows: manyRows(subject, count, alternatives) };
  };

  it('refuses wrong options, and keeps right ones as plain JSON', () => {
    for (const wrong of subject.wrongOptions)
      expect(batch.options(spec).safeParse(wrong).success).toBe(false);
    for (const right of subject.options) {
      const options: unknown = batch.options(spec).parse(right);
      expect(batch.options(spec).parse(JSON.parse(JSON.stringify(options)))).toEqual(options);
    }
  });

  it('decides on every row, the same way twice, and says what came of it', async () => {
    for (const given of subject.options) {
      const { options, rows } = prepared(given, 60);
      const decision = await batch.decide(rows, spec, options);
      expect(await batch.decide(prepared(given, 60).rows, spec, options)).toEqual(decision);
      const { actions, cells, state, sentence, summary } = decision;
      expect(batchStates).toContain(state);
      expect(actions.codes).toHaveLength(60);
      for (const cell of cells) expect('numbers' in cell ? cell.numbers : cell.codes).toHaveLength(60);
      const outcome = {
        rule: name,
        state,
        sentence,
        options,
        summary,
        columns: [],
        actions: countActions(actions),
      };
      expect(batchOutcomeSchema.parse(JSON.parse(JSON.stringify(outcome)))).toEqual(outcome);
      expect(book.say(sentence, 'zh')).toMatch(/\p{Script=Han}/u);
    }
  });

  it('takes the first of equals', async () => {
    const { options } = prepared(subject.options[0], 1);
    const random = createRandom(3);
    const one = subject.row(0, () => random.next());
    const alike = { ...subject, row: () => one };
    for (const given of subject.options) {
      const asked: unknown = batch.options(spec).parse(given);
      const alternatives = batch.alternatives?.(spec, options).length ?? 1;
      const { actions } = await batch.decide(manyRows(alike, 40, alternatives), spec, asked);
      const changes = actions.codes.slice(1).filter((code, i) => code !== actions.codes[i]);
      expect(changes.length).toBeLessThan(actions.texts.length);
    }
  });

  it('has an answer in words for a file without rows, with the same columns', async () => {
    const { options, rows } = prepared(subject.options[0], 0);
    const empty = await batch.decide(rows, spec, options);
    expect(empty.state).toBe('empty');
    expect(book.say(empty.sentence, 'zh')).toMatch(/\p{Script=Han}/u);
    const full = prepared(subject.options[0], 20);
    const decided = await batch.decide(full.rows, spec, full.options);
    expect(empty.cells.map((cell) => cell.name)).toEqual(decided.cells.map((cell) => cell.name));
  });
});
