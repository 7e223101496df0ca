import { describe, expect, it } from '@jest/globals';
import type { AnswerEnvelope } from '../learning/answer.js';
import { GatheredAnswers, type AnswerTogether } from './gathered-answers.js';
import type { Predictor } from '../learning/predictor.js';
import { Turns } from './turns.js';

/** Answers each row with itself, keeps what came together, and fails where one of the rows says so. */
function subject() {
  const together: unknown[][] = [];
  const answer: AnswerTogether = (_served, rows) => {
    together.push([...rows]);
    if (rows.includes('fail')) throw new Error('cannot be answered');
    return rows.map((row) => ({ id: row }) as AnswerEnvelope);
  };
  return { together, gathered: new GatheredAnswers({ answer, mostRows: () => 1024, turns: new Turns() }) };
}

const [one, other] = [{ tag: 'one' }, { tag: 'other' }] as Predictor[];

describe('answers that are gathered', () => {
  it('are given together when they are asked for in one turn, each model by itself', async () => {
    const { together, gathered } = subject();
    const asked = [gathered.of(one, ['a']), gathered.of(other, ['b']), gathered.of(one, ['c', 'd'])];
    expect(await Promise.all(asked)).toEqual([[{ id: 'a' }], [{ id: 'b' }], [{ id: 'c' }, { id: 'd' }]]);
    expect(together).toEqual([['a', 'c', 'd'], ['b']]);
    expect(await gathered.of(one, ['e'])).toEqual([{ id: 'e' }]);
    expect(together).toHaveLength(3);
  });

  it('are given to the others where one cannot be', async () => {
    const { gathered } = subject();
    const asked = await Promise.allSettled([
      gathered.of(one, ['a']),
      gathered.of(one, ['fail']),
      gathered.of(one, ['b']),
    ]);
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('come in pieces where very many are asked for, none lost', async () => {
    const { together, gathered } = subject();
    const lists = Array.from({ length: 40 }, (_, i) => Array.from({ length: 100 }, (_row, k) => i * 100 + k));
    const answered = await Promise.all(lists.map((rows) => gathered.of(one, rows)));
    expect(answered).toEqual(lists.map((rows) => rows.map((id) => ({ id }))));
    expect(Math.max(...together.map((rows) => rows.length))).toBeLessThanOrEqual(1024);
    expect(
      await gathered.of(
        one,
        Array.from({ length: 3000 }, (_, i) => i),
      ),
    ).toHaveLength(3000);
  });
});
