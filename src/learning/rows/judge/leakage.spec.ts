import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { Table } from '../../../tables/table.js';
import type { ScoredRows } from '../../scored-rows.js';
import { leakageNotes } from './leakage.js';

const random = createRandom(2);
const rows = 200;
const labels = Array.from({ length: rows }, () => Number(random.next() < 0.3));
const meaning = { en: 'a', zh: 'a' };
const columns: ColumnSpec[] = [
  { name: 'noise', kind: 'numeric', meaning, missing: 'reject' },
  { name: 'closed', kind: 'numeric', meaning, missing: 'median' },
  { name: 'state', kind: 'categorical', meaning, missing: 'reject' },
  { name: 'shown', kind: 'numeric', meaning, missing: 'allow', role: 'context' },
];
const table = (closed: (label: number) => number | null, state: (label: number) => string) =>
  Table.fromColumns([
    { name: 'noise', type: 'number', values: labels.map(() => random.next()) },
    { name: 'closed', type: 'number', values: labels.map(closed) },
    { name: 'state', type: 'text', values: labels.map(state) },
    { name: 'shown', type: 'number', values: labels },
  ]);
const scored = (probability: (label: number) => number): ScoredRows => ({
  kind: 'binary',
  predictions: { labels, probabilities: labels.map(probability) },
});
const guess = scored(() => random.next());
const plain = (label: number) => label + 2 * random.normal();

describe('columns that tell the outcome', () => {
  it('are noted, whichever way they point, also by what is missing', () => {
    const falling = table(
      (label) => (label === 1 ? null : 5 + random.next()),
      () => 'a',
    );
    expect(leakageNotes(guess, falling, columns).map(({ code, column }) => [code, column])).toEqual([
      ['tells-target', 'closed'],
    ]);
    const named = table(plain, (label) => (label === 1 ? 'refunded' : random.next() < 0.5 ? 'open' : 'sent'));
    expect(leakageNotes(guess, named, columns).map(({ column }) => column)).toEqual(['state']);
  });

  it('are none where each tells a little, or is not learnt from', () => {
    expect(
      leakageNotes(
        guess,
        table(plain, () => 'a'),
        columns,
      ),
    ).toEqual([]);
  });

  it('are asked for where only all together are too good', () => {
    const [note] = leakageNotes(
      scored((label) => 0.2 + 0.6 * label),
      table(plain, () => 'a'),
      columns,
    );
    expect(note).toMatchObject({ code: 'tells-target' });
    expect(note.text.en).toMatch(/^AUC 1\.0000 is better than/);
  });

  it('are not looked for among few rows of a class, or where the target is a number', () => {
    const few: ScoredRows = {
      kind: 'binary',
      predictions: { labels: labels.map((_, i) => Number(i < 5)), probabilities: labels },
    };
    expect(
      leakageNotes(
        few,
        table(plain, () => 'a'),
        columns,
      ),
    ).toEqual([]);
    const number: ScoredRows = { kind: 'regression', predictions: { actual: labels, predicted: labels } };
    expect(
      leakageNotes(
        number,
        table(plain, () => 'a'),
        columns,
      ),
    ).toEqual([]);
  });
});
