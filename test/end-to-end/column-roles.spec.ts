import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { readConfiguration } from '../../src/core/configuration.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { startEngine } from '../../src/engine/engine.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { ScenarioCatalogue } from '../../src/scenarios/scenario-catalogue.js';
import { lineOf, tinyScenarioText } from '../../src/scenarios/scenario.fixture.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import { PredictRows } from '../../src/scoring/predict-rows.js';
import { ServedModels } from '../../src/scoring/served-models.js';
import { openSuite } from '../../src/suite.js';
import { createRowReader } from '../../src/tables/reading/rows.js';
import { tinyRows } from '../../src/training/training.fixture.js';
import { trainScenario } from '../../src/training/train-scenario.js';
import { runProgram } from './run-program.fixture.js';
import { readScored } from './tiny-suite.fixture.js';

const id = 'test/tiny';
const meaning = 'meaning: { en: a, zh: b }';

/** The tiny scenario with a column of each role that is no input, and the day of the week of the time. */
const scenarioText = tinyScenarioText(
  [
    'columns:\n',
    `columns:
  - { name: case, kind: numeric, integer: true, role: identifier, ${meaning} }
  - { name: clerk, kind: identifier, ${meaning} }
  - { name: asked, kind: date, role: time, ${meaning} }
  - { name: age, kind: numeric, range: [0, 100], role: context, ${meaning} }
  - name: region
    kind: categorical
    role: context
    ${meaning}
    categories:
      - { code: n, label: { en: north, zh: 北 } }
      - { code: s, label: { en: south, zh: 南 } }
`,
  ],
  ['target:', `derived:\n  - { name: day, expression: weekday(asked), ${meaning} }\ntarget:`],
  ['method: stratified', 'method: time, column: asked, test: 0.3'],
  ['sensitive: [colour]', 'sensitive: [colour, region]'],
);

const header = 'case,clerk,asked,age,region,size,colour,class';
const day = 86_400_000;
const dateOf = (days: number) => new Date(Date.UTC(2024, 0, 1) + days * day).toISOString().slice(0, 10);

/** Rows of which some lack what is never learnt from. */
const rows = tinyRows(300).map(({ size, colour, target }, i) => ({
  case: String(1000 + i),
  clerk: i % 7 === 0 ? '' : `clerk ${i % 5}`,
  asked: dateOf(i),
  age: i % 11 === 0 ? '' : String(20 + (i % 60)),
  region: i % 13 === 0 ? '' : i % 3 === 0 ? 'n' : 's',
  size,
  colour,
  class: target,
}));

type Row = (typeof rows)[number];

const csvOf = (some: readonly Row[]) =>
  `${[header, ...some.map((row) => Object.values(row).join(','))].join('\n')}\n`;

const jsonOf = ({ class: _, ...row }: Row) => ({
  ...row,
  case: row.case === '' ? null : Number(row.case),
  age: row.age === '' ? null : Number(row.age),
  size: Number(row.size),
});

let root: string;
let environment: Record<string, string>;
let suite: INestApplicationContext;
let report: Awaited<ReturnType<typeof trainScenario>>['report'];

async function write(name: string, text: string): Promise<string> {
  const path = join(root, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-roles-'));
  await write(`scenarios/${id}/scenario.yaml`, scenarioText);
  await write(`scenarios/${id}/rows.csv`, csvOf(rows));
  environment = {
    SEXTANT_HOME: join(root, 'home'),
    SEXTANT_SCENARIOS: join(root, 'scenarios'),
    SEXTANT_LOG_LEVEL: 'warn',
  };
  suite = await openSuite(readConfiguration(environment));
  const context = {
    datasets: suite.get(DatasetCatalogue),
    registry: suite.get(ModelRegistry),
    engine: await startEngine('wasm'),
  };
  ({ report } = await trainScenario({ scenario: suite.get(ScenarioCatalogue).get(id) }, context));
});

afterAll(async () => {
  await suite.close();
  await rm(root, { recursive: true, force: true });
});

async function answersTo(some: readonly Row[]): Promise<AnswerEnvelope[]> {
  const body = { rows: some.map(jsonOf) };
  const { answers } = (await suite.get(PredictRows).execute(id, body)) as { answers: AnswerEnvelope[] };
  return answers;
}

let count = 0;

async function scored(csv: string) {
  const input = await write(`files/${++count}/input.csv`, csv);
  return readScored(await suite.get(ScoreCsv).execute({ scenario: id, input, workers: 1 }));
}

const asked = rows.slice(0, 60);

/** All of an answer but its own number. */
const figuresOf = ({ id: _, ...figures }: AnswerEnvelope) => figures;

/** Other rows for the model only by what it does not read. */
const ways: [string, (row: Row, at: number) => Partial<Row>][] = [
  ['another region', ({ region }) => ({ region: region === 'n' ? 's' : 'n' })],
  ['no region', () => ({ region: '' })],
  ['a region that nobody declared', () => ({ region: 'moon' })],
  ['another age, beyond its range', () => ({ age: '4000' })],
  ['another number', (_, at) => ({ case: String(7 * at) })],
  ['no number', () => ({ case: '' })],
  ['another clerk', () => ({ clerk: 'nobody' })],
  ['a time some weeks later', (_, at) => ({ asked: dateOf(at + 7 * 100) })],
];

describe('what is never learnt from', () => {
  it('has no feature', async () => {
    const { columns } = suite.get(ScenarioCatalogue).get(id).spec;
    const none = createRowReader(columns).read(0, () => null).table;
    const features = await suite.get(ServedModels).use({ scenario: id }, (served) => {
      return Promise.resolve(served.abilities(() => none).prepareRows([]).features);
    });
    expect([...new Set(features.map(({ column }) => column))]).toEqual(['size', 'colour', 'day']);
  });

  it('costs no row that lacks it, while learning or later', async () => {
    expect(report.data).toMatchObject({ rows: 300, rejected: 0 });
    const { result } = await scored(csvOf(rows));
    expect(result.rows).toMatchObject({ scored: 300, rejected: 0 });
  });

  it.each(ways)('changes no bit of an answer and brings no warning: %s', async (_, change) => {
    const changed = asked.map((row, at) => ({ ...row, ...change(row, at) }));
    expect((await answersTo(changed)).map(figuresOf)).toEqual((await answersTo(asked)).map(figuresOf));
    const results = async (some: readonly Row[]) => {
      const { rows: read, header: names } = await scored(csvOf(some));
      const added = names.filter((name) => !header.split(',').includes(name));
      return read.map((row) => added.map((name) => row[name]));
    };
    expect(await results(changed)).toEqual(await results(asked));
  });

  it('is told apart from what is learnt: another size changes every answer', async () => {
    const larger = await answersTo(asked.map((row) => ({ ...row, size: String(Number(row.size) + 1) })));
    const before = await answersTo(asked);
    expect(
      larger.filter((answer, i) => answer.prediction.probability === before[i].prediction.probability),
    ).toEqual([]);
  });

  it('is refused where it cannot be read', async () => {
    const { rejects } = await scored(csvOf([{ ...asked[0], case: 'many' }, asked[1]]));
    expect(rejects).toMatchObject([{ column: 'case' }]);
    await expect(answersTo([{ ...asked[0], asked: 'soon' }])).rejects.toMatchObject({
      details: [{ pointer: '/rows/0/asked', received: '"soon"' }],
    });
  });

  it('can be what groups are compared by', () => {
    const fairness = report.fairness as Record<string, { groups: { group: string }[] }>;
    expect(Object.keys(fairness)).toEqual(['colour', 'region']);
    expect(JSON.stringify(fairness.region)).toMatch(/"n".*"s"|"s".*"n"/);
  });

  it('orders the rows where it is the time: the latest are held out', () => {
    expect(report.rows).toEqual({ development: 210, test: 90 });
  });
});

describe('the roles of columns are told', () => {
  it('by the description, with a schema of all columns', async () => {
    const { columns, schema } = await suite.get(DescribeScenario).describe(id);
    expect(columns.map(({ name, role }) => [name, role])).toEqual([
      ['case', 'identifier'],
      ['clerk', undefined],
      ['asked', 'time'],
      ['age', 'context'],
      ['region', 'context'],
      ['size', undefined],
      ['colour', undefined],
    ]);
    expect(columns.find(({ name }) => name === 'region')).toMatchObject({
      missing: 'allow',
      sensitive: true,
    });
    expect(schema.properties).toMatchObject({ age: { type: ['number', 'null'] }, asked: { type: 'string' } });
  });

  it('by the model card and the profile, which names no case', async () => {
    const { files } = await suite.get(ModelRegistry).load({ scenario: id, version: 1 });
    const card = Buffer.from(files.get('card.md') ?? '').toString('utf8');
    expect(card).toContain('- `case`: identifier, not a feature\n- `clerk`: identifier, not a feature\n');
    expect(card).toContain('- `asked`: time, not a feature\n- `age`: context, not a feature\n');
    const profile = JSON.parse(Buffer.from(files.get('profile.json') ?? '').toString('utf8')) as {
      columns: { name: string; type: string }[];
    };
    const types = new Map(profile.columns.map(({ name, type }) => [name, type]));
    expect(types.get('case')).toBe('counts');
    expect(types.get('region')).toBe('text');
  });

  it('by the program', async () => {
    const { stdout } = await runProgram(['describe', id], { environment });
    for (const kind of ['numeric (identifier)', 'date (time)', 'categorical (context)']) {
      expect(stdout).toContain(kind);
    }
    expect(stdout).toMatch(/clerk +identifier {2,}/);
  });
});

it('a column that is derived from a context is refused with its line', async () => {
  const text = scenarioText.replace('weekday(asked)', '\'where(region == "n", 1, 0)\'');
  await write(`wrong/${id}/scenario.yaml`, text);
  const wrong = { ...environment, SEXTANT_SCENARIOS: join(root, 'wrong') };
  const { status, stderr } = await runProgram(['describe', id], { environment: wrong });
  expect(status).toBe(1);
  expect(stderr).toContain(`line ${lineOf(text, '- { name: day')}, column day, /derived/0/expression`);
  expect(stderr).toContain('"region" of the role context');
});
