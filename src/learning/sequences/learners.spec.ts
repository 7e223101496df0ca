import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DamagedFileError } from '../../core/errors.js';
import type { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import { practise } from '../../datasets/samples/practising-learners.mechanism.js';
import { startEngine } from '../../engine/engine.js';
import type { LoadedModel } from '../../registry/model-registry.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { CellNote } from '../../tables/columns/column-kind.js';
import { Table } from '../../tables/table.js';
import { checkLearning } from '../check.js';
import type { Learnt } from '../family.js';
import type { Predictor } from '../predictor.js';
import { sequences } from './index.js';

const mechanism = {
  mechanism: 'practising-learners' as const,
  rows: 4000,
  learners: 100,
  diversity: 0.5,
  hindered: 0.3,
  skills: [
    { name: 'Adding', known: 0.5, learnt: 0.2, guess: 0.15, slip: 0.08, after: [] },
    { name: 'Fractions', known: 0.3, learnt: 0.15, guess: 0.15, slip: 0.1, after: ['Adding'] },
    { name: 'Ratios', known: 0.2, learnt: 0.1, guess: 0.2, slip: 0.1, after: ['Fractions'] },
  ],
};

const meaning = 'meaning: { en: What it is, zh: 含义 }';
const outcomes =
  "categories: [{ code: '0', label: { en: wrong, zh: 错 } }, { code: '1', label: { en: right, zh: 对 } }]";
const yaml = (options = '') => `id: own/learners
title: { en: A, zh: 一 }
question: { en: What?, zh: 何？ }
data: { file: rows.csv }
columns:
  - { name: who, kind: identifier, ${meaning} }
  - { name: at, kind: numeric, ${meaning}, missing: reject }
  - { name: skill, kind: categorical, ${meaning}, missing: own-category }
  - { name: right, kind: categorical, ${meaning}, missing: own-category, unknown: reject, ${outcomes} }
target: { name: right, kind: categorical, ${meaning}, ${outcomes}, positive: '1' }
task: { name: knowledge-tracing, options: { group: who, order: at, skill: skill, window: 20${options} } }
model: { architecture: recurrent-tracing, options: { units: 12, hidden: 12 } }
training: { epochs: 3, batchSize: 16, optimiser: { name: adam, learningRate: 0.01 } }
split: { method: group, column: who, validation: { fraction: 0.2 } }
metrics: { primary: auc }
`;

type Row = [who: string, at: number, skill: string | null, right: string | null];

const tableOf = (rows: readonly Row[]): Table =>
  Table.fromColumns(
    (['who', 'at', 'skill', 'right'] as const).map((name, i) => ({
      name,
      type: i === 1 ? ('number' as const) : ('text' as const),
      values: rows.map((row) => row[i]),
    })),
  );

const rowsOf = (seed: number): { rows: Row[]; known: boolean[] } => {
  const learners = practise({ ...mechanism, seed });
  const all = learners.flatMap((answers, who) =>
    answers.map(({ skill, right, known }, at) => {
      const row: Row = [`l${who}`, at + 1, mechanism.skills[skill].name, String(right)];
      return { row, known };
    }),
  );
  return { rows: all.map(({ row }) => row), known: all.map(({ known }) => known) };
};

let folder: string;
let learnt: Learnt;
let version: LoadedModel;

const scenarioOf = (options?: string): Scenario =>
  ({ spec: parseScenario(yaml(options), 'scenario.yaml', checkLearning), folder, plugin: {} }) as Scenario;

beforeAll(async () => {
  await startEngine('wasm');
  folder = await mkdtemp(join(tmpdir(), 'sextant-learners-'));
  const lines = rowsOf(1).rows.map((row) => row.join(','));
  await writeFile(join(folder, 'rows.csv'), `who,at,skill,right\n${lines.join('\n')}\n`);
  const data = await sequences.load(scenarioOf(), {} as DatasetCatalogue);
  learnt = await data.fit({ seed: 1 });
  const files = new Map(
    Object.entries(learnt.files()).map(([name, content]) => [name, Buffer.from(content) as Uint8Array]),
  );
  files.set('report.json', Buffer.from(JSON.stringify({ data: { kind: 'file' } })));
  version = { tag: { scenario: 'own/learners', version: 1 }, files, manifest: {} } as unknown as LoadedModel;
});

afterAll(async () => {
  learnt.dispose();
  await rm(folder, { recursive: true, force: true });
});

function answersTo(rows: readonly Row[], options?: string) {
  const predictor = sequences.open(scenarioOf(options), version) as Predictor;
  const notes: (CellNote & { row: number })[] = [];
  const answers = predictor.answers(tableOf(rows), {
    notes: { add: (row, note) => notes.push({ row, ...note }) },
  });
  const all = rows.map((_, at) => ({ ...answers.answer(at).prediction, cells: answers.cells(at) }));
  predictor.dispose();
  return { all, notes };
}

const history: Row[] = [
  ['a', 1, 'Adding', '1'],
  ['b', 1, 'Adding', '0'],
  ['a', 2, 'Fractions', '0'],
  ['a', 3, 'Adding', '1'],
];

describe('a learner whose mastery is known', () => {
  it('is told from others: what is said to be known is known, and as often as it is said', () => {
    const { rows, known } = rowsOf(2);
    const predictor = sequences.open(scenarioOf(), version) as Predictor;
    // Each row with all that came before it: the outcome of a row is part of the history of the next.
    const asked = rows.slice(0, 600);
    const given = predictor.answers(tableOf(asked));
    const said = asked.map((_row, at) => {
      const { mastery = [] } = given.answer(at).prediction;
      return {
        mastery: mastery[0].mastery,
        skill: mastery[0].skill,
        known: known[at + 1],
        next: rows[at + 1],
      };
    });
    predictor.dispose();
    // What is known at the next answer, where it is to the same skill.
    const same = said.filter(({ skill, next }, at) => next[2] === skill && next[0] === rows[at][0]);
    expect(same.length).toBeGreaterThan(300);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const error = mean(same.map(({ mastery }) => mastery)) - mean(same.map((one) => Number(one.known)));
    expect(Math.abs(error)).toBeLessThan(0.1);
    const right = same.filter((one) => one.mastery > 0.5 === one.known).length / same.length;
    expect(right).toBeGreaterThan(0.75);
  });
});

describe('an answer', () => {
  it('rests on the rows before it alone, never on its own outcome, a later row or another learner', () => {
    const { all } = answersTo(history);
    const probability = all.map((one) => one.probability);
    const other = answersTo(
      history.map(([who, at, skill, right], i) => [who, at, skill, i < 3 ? right : '0']),
    );
    expect(other.all.map((one) => one.probability)).toEqual(probability);
    const alone = answersTo(history.filter(([who]) => who === 'a'));
    expect(alone.all.map((one) => one.probability)).toEqual([0, 2, 3].map((at) => probability[at]));
    expect(answersTo(history.slice(0, 3)).all.map((one) => one.probability)).toEqual(probability.slice(0, 3));
  });

  it('tells the mastery after the row, the skill that is asked first', () => {
    const { all } = answersTo(history);
    expect(all[3].mastery?.map(({ skill, answers }) => [skill, answers])).toEqual([
      ['Adding', 2],
      ['Fractions', 1],
    ]);
    for (const { mastery, interval } of all[3].mastery ?? []) {
      expect(interval[0]).toBeLessThanOrEqual(mastery);
      expect(interval[1]).toBeGreaterThanOrEqual(mastery);
    }
    expect(all[3].cells).toEqual([all[3].probability, ...(all[3].interval ?? []), ''].map(String));
  });

  it('proposes in a row that asks, and names the proposals in its cell', () => {
    const { all } = answersTo([...history, ['a', 4, 'Ratios', null]]);
    const { practice = [], cells } = all[4];
    expect(practice.length).toBeGreaterThan(0);
    expect(cells[3]).toBe(practice.map(({ skill }) => skill).join('|'));
  });

  it('is given to a new learner who does not say what is asked: of the first proposal', () => {
    const { all, notes } = answersTo([['new', 1, null, null]]);
    const [{ probability, practice = [], mastery }] = all;
    expect(probability).toBeGreaterThan(0);
    expect(practice.length).toBeGreaterThan(0);
    expect(mastery).toEqual([]);
    const { all: named } = answersTo([['new', 1, practice[0].skill, null]]);
    expect(named[0].probability).toBeCloseTo(probability ?? NaN, 6);
    expect(notes).toMatchObject([{ row: 0, code: 'short-history', column: 'at', received: 'none' }]);
  });

  it('is given to an unknown skill, with a warning, by what is known of the learner', () => {
    const right = Array.from({ length: 8 }, (_, i): Row => ['a', i + 1, 'Adding', '1']);
    const wrong = right.map(([who, at, skill]): Row => [who, at, skill, '0']);
    const asked: Row = ['a', 9, 'Topology', null];
    const { all, notes } = answersTo([...right, asked]);
    expect(notes.at(-1)).toMatchObject({ row: 8, code: 'unknown-category', received: 'Topology' });
    expect(all[8].mastery?.[0]).toMatchObject({ skill: 'Topology', answers: 0 });
    expect(all[8].probability).toBeGreaterThan(0);
    expect(all[8].probability).toBeLessThan(1);
    expect(answersTo([...wrong, asked]).all[8].probability).toBeLessThanOrEqual(all[8].probability ?? 0);
  });

  it('follows declared prerequisites in place of those that were learnt', () => {
    const ready = ', prerequisites: [{ skill: Fractions, after: [Ratios] }], ready: 1';
    const { all } = answersTo([...history, ['a', 4, null, null]], ready);
    expect(all[4].practice?.map(({ skill }) => skill)).not.toContain('Fractions');
  });
});

it('a version of another window is refused, and leaves no network behind', () => {
  const changed = scenarioOf();
  changed.spec.task.options.window = 30;
  expect(() => sequences.open(changed, version)).toThrow(DamagedFileError);
});
