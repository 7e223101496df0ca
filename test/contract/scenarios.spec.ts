import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { InvalidInputError } from '../../src/core/errors.js';
import { languages } from '../../src/core/language/language.js';
import { PhraseBook } from '../../src/core/language/phrase-book.js';
import { projectRoot, shippedDatasets, shippedScenarios } from '../../src/core/paths.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { loadScenarios } from '../../src/scenarios/load-scenarios.js';
import type { ScenarioSpec } from '../../src/scenarios/schema/scenario.js';
import { targetsOf } from '../../src/scenarios/targets.js';
import { columnKind } from '../../src/tables/columns/index.js';
import type { ColumnKindName } from '../../src/tables/columns/names.js';
import { suitePhrases } from '../../src/suite.phrases.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import { figureText } from '../../src/core/text/figures.js';
import { text as escaped } from '../../src/presentation/html.js';
import { ReportPages } from '../../src/presentation/index.js';
import { PredictRows, readRows } from '../../src/scoring/predict-rows.js';
import { ServedModels } from '../../src/scoring/served-models.js';
import { endpointAnswers, recordOf, scored, type GoldenRecord } from '../golden/golden-record.js';
import { csvOf, rowsOfSample } from '../golden/requests.js';
import { trainedScenario, type TrainedScenario } from '../golden/trained-scenario.js';
import { textsOf } from './answer-texts.js';
import { faultsOfPage } from './report-page.js';

/**
 * What every scenario gave when it was recorded: bytes of scored rows, weights and endpoints' answers, figures, and what its training
 * asked of danfo. They change only where a change means them to; then `SEXTANT_RECORD_GOLDEN=1 npm test -- test/contract/scenarios`
 * writes them again, and the commit says why.
 */
const file = join(projectRoot, 'test', 'golden', 'golden.json');
const recording = process.env.SEXTANT_RECORD_GOLDEN === '1';

/** Of a figure, relative to it: what another processor's rounding may change. */
const tolerance = 1e-3;

/** What every profile of a table asks of danfo: where there is a number, and where there are texts alone. */
const profileAsks = { numbers: ['Series.mean', 'Series.std'], texts: ['Series.valueCounts'] };

function profileOf({ columns, derived, ...spec }: ScenarioSpec): string[] {
  const profiled = [...columns, ...derived, ...targetsOf(spec)];
  const isNumber = ({ kind }: { kind: ColumnKindName }) => columnKind({ kind }).profiled.as === 'number';
  return profileAsks[profiled.some(isNumber) ? 'numbers' : 'texts'];
}

const book = new PhraseBook(suitePhrases);

/** So many rows of a sample are compared one by one, in blocks of a few. */
const mostRows = 60;
const smallBlock = 2000;

const scenarios = await loadScenarios([shippedScenarios]);
const ids = scenarios.map(({ spec }) => spec.id);
const golden: Record<string, GoldenRecord> = existsSync(file)
  ? (JSON.parse(await readFile(file, 'utf8')) as Record<string, GoldenRecord>)
  : {};
const recorded: Record<string, GoldenRecord> = {};

afterAll(async () => {
  if (recording) await writeFile(file, `${JSON.stringify({ ...golden, ...recorded }, null, 2)}\n`);
});

it('the golden record has every scenario that ships', () => {
  if (!recording) expect(Object.keys(golden).sort()).toEqual([...ids].sort());
});

/** What is said of a row whose series is too short to answer it. */
const tooShort = 'rows of its series up to it';

describe.each(ids)('%s', (id) => {
  let one: TrainedScenario;
  let example: Record<string, unknown>;
  beforeAll(async () => {
    one = await trainedScenario(id);
    const { example: body } = await one.suite.get(DescribeScenario).describe(id);
    example = body as Record<string, unknown>;
  }, 600_000);
  afterAll(() => one.close());

  const predict = async (body: unknown): Promise<AnswerEnvelope[]> => {
    const response = await one.suite.get(PredictRows).execute(id, body);
    return 'answers' in response ? response.answers : [response];
  };

  it('gives what it gave', async () => {
    const { metrics, ...bytes } = await recordOf(one, example);
    recorded[id] = { metrics, ...bytes };
    expect(bytes.danfo).toEqual(expect.arrayContaining(profileOf(one.scenario.spec)));
    if (recording) return;
    const { metrics: figures, ...expected } = golden[id];
    expect(bytes).toEqual(expected);
    expect(Object.keys(metrics)).toEqual(Object.keys(figures));
    for (const [name, value] of Object.entries(figures)) {
      if (value === null) expect(metrics[name]).toBeNull();
      else expect(Math.abs((metrics[name] ?? NaN) - value)).toBeLessThanOrEqual(tolerance * Math.abs(value));
    }
  });

  it('becomes champion and says what it rests on', async () => {
    expect(one.trained).toMatchObject({ promoted: true, model: `${id}@1` });
    const { files, manifest } = await one.suite.get(ModelRegistry).load(one.trained.model);
    const usual = [
      'card.md',
      'model.json',
      'plot.svg',
      'preparation.json',
      'profile.json',
      'report.json',
      'weights.bin',
    ];
    expect([...files.keys()].sort()).toEqual(expect.arrayContaining(usual));
    expect(manifest.headline).toEqual(one.trained.headline);
    const card = Buffer.from(files.get('card.md') ?? '').toString();
    for (const [file, told] of [
      ['references.json', 'are kept in the version as they are'],
      ['reference-windows.json', 'are kept in the version with those before them'],
    ])
      expect([file, card.includes(told)]).toEqual([file, files.has(file)]);
  });

  it('says with every answer of an endpoint which version gave it, and that it rests on a sample', async () => {
    const { notice } = one.scenario.spec;
    const standing = { model: `${id}@1`, ...(notice && { notice: notice.en }), syntheticModel: true };
    const answers = Object.entries(await endpointAnswers(one, example));
    expect(answers).toHaveLength(one.scenario.plugin.endpoints?.length ?? 0);
    for (const [name, answer] of answers)
      expect([name, answer]).toEqual([name, expect.objectContaining(standing)]);
  });

  it('answers its example, and a CSV of it with the same digits', async () => {
    const answers = await predict(example);
    const told = new Set(answers.flatMap(textsOf));
    const { columns } = await one.suite.get(ServedModels).get(id);
    const rows = parse<Record<string, string>>((await scored(one, 'same.csv', csvOf(example))).scored, {
      columns: true,
    });
    // Rows that are the history of the last one are scored, too, but were not asked for.
    const asked = 'history' in example ? rows.slice(-1) : rows;
    const cells = asked.flatMap((row) => columns.flatMap((column) => row[column].split('|')));
    expect(cells.filter((cell) => cell !== '').length).toBeGreaterThan(0);
    expect(cells.filter((cell) => cell !== '' && !told.has(cell))).toEqual([]);
  });

  it('scores rows of its sample with the digits of single answers, whatever the blocks', async () => {
    const { columns, history } = await one.suite.get(ServedModels).get(id);
    const known = one.scenario.spec.columns.map(({ name }) => name);
    const sample = (await rowsOfSample(one.scenario, shippedDatasets)).trimEnd().split(/\r?\n/);
    const csv = `${sample.slice(0, mostRows + 1).join('\n')}\n`;
    const { scored: text, rejected, notice } = await scored(one, 'rows.csv', csv);
    expect(notice).toBe(one.scenario.spec.notice?.en);
    const refused = rejected === '' ? [] : parse<Record<string, string>>(rejected, { columns: true });
    // Only rows whose series is too short for its scenario.
    expect(refused.filter(({ reason }) => !(history?.tooShort && reason.includes(tooShort)))).toEqual([]);
    expect((await scored(one, 'rows.csv', csv, smallBlock)).scored).toBe(text);
    const [header] = parse(csv, { toLine: 1 });
    expect(parse(text, { toLine: 1 })).toEqual([[...header, ...columns, 'model']]);
    const rows = parse<Record<string, string>>(text, { columns: true });
    const unanswered = new Set(refused.map(({ line }) => Number(line) - 2));
    const asked = parse<Record<string, string>>(csv, { columns: true }).map((row) => pick(row, known));
    const places = [...asked.keys()].filter((place) => !unanswered.has(place));
    for (const at of [0, Math.floor(rows.length / 2), rows.length - 1]) {
      const series = history?.group;
      const place = places[at];
      const before = asked
        .slice(0, place + 1)
        .filter((row) => !series || row[series] === asked[place][series]);
      const [answer] = await predict(history ? { history: before } : { rows: [asked[place]] });
      const told = new Set(textsOf(answer));
      const cells = columns.flatMap((column) => rows[at][column].split('|')).filter((cell) => cell !== '');
      expect(cells.filter((cell) => !told.has(cell))).toEqual([]);
      expect(rows[at].model).toBe(answer.model);
    }
  });

  it('answers from a history without what comes later, says where it is short, and names a row out of order', async () => {
    const { history: rules } = await one.suite.get(ServedModels).get(id);
    expect(rules !== undefined).toBe('history' in example);
    if (!rules) return;
    const history = example.history as Record<string, unknown>[];
    const lines = async (rows: unknown[]) =>
      (await scored(one, 'history.csv', csvOf({ history: rows }))).scored.trim().split('\n');
    const earlier = await lines(history.slice(0, -2));
    expect(earlier.length).toBeGreaterThan(1);
    expect((await lines(history)).slice(0, earlier.length)).toEqual(earlier);
    const short = await predict({ history: history.slice(0, 1) }).catch((caught: unknown) => caught);
    if (rules.tooShort) {
      expect(short).toBeInstanceOf(InvalidInputError);
      const [{ pointer, expected, received }] = (short as InvalidInputError).details;
      expect({ pointer, received }).toEqual({ pointer: `/history/0/${rules.order}`, received: '1' });
      expect(expected).toContain(tooShort);
    } else {
      const [{ applicability }] = short as Awaited<ReturnType<typeof predict>>;
      expect(applicability.warnings.map(({ code }) => code)).toContain('short-history');
      expect(applicability.in_domain).toBe(true);
    }
    const moved = { history: [...history, history[0]] };
    const error = await predict(moved).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    const { message, details } = error as InvalidInputError;
    expect(message).toBe('The rows of a series must come in their order.');
    expect(details).toMatchObject([{ pointer: `/history/${history.length}/${rules.order}` }]);
    const { rejected } = await scored(one, 'moved.csv', csvOf(moved));
    const reasons = parse<Record<string, string>>(rejected, { columns: true }).map(({ reason }) => reason);
    expect(reasons.filter((reason) => !reason.includes(tooShort))).toEqual([
      expect.stringContaining('in their order'),
    ]);
  });

  it('is asked again with the same values and gives the same figures', async () => {
    const answers = await predict(example);
    const predictor = await one.suite.get(ServedModels).get(id);
    const table = readRows(predictor, Object.values(example).flat(), (row) => `/${row}`);
    const last = Int32Array.of(table.rows - 1);
    const { values, width } = predictor.figures(table, { rows: last });
    expect(values).toHaveLength(width);
    const told = new Set(answers.flatMap(textsOf));
    expect([...values].filter((value) => !told.has(figureText(value)))).toEqual([]);
    if (answers[0].prediction.items === undefined) expect(width).toBeGreaterThan(0);
  });

  it('refuses a key that it does not know, by its place', async () => {
    const [form, given] = Object.entries(example)[0];
    const extended = Array.isArray(given)
      ? given.map((row: object, i) => (i === 0 ? { ...row, no_such_key: 1 } : row))
      : { ...(given as object), no_such_key: 1 };
    const error = await predict({ [form]: extended }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    const place = Array.isArray(given) ? `/${form}/0/no_such_key` : `/${form}/no_such_key`;
    expect((error as InvalidInputError).details.map(({ pointer }) => pointer)).toContain(place);
  });

  it('describes rows by a schema that its example meets', async () => {
    const { schema } = await one.suite.get(DescribeScenario).describe(id);
    const row = z.fromJSONSchema(schema);
    const rows = Object.values(example).flat();
    expect(rows.map((given) => row.safeParse(given).error?.issues ?? [])).toEqual(rows.map(() => []));
  });

  it.each(languages)('has a report for people in %s that runs and loads nothing', async (language) => {
    const say = (text: string) => book.say(text, language);
    const page = await one.suite.get(ReportPages).page({ scenario: id, language, say });
    expect(faultsOfPage(page, language)).toEqual([]);
    const shown = [one.scenario.spec.question, ...one.scenario.spec.caveats].map((text) => text[language]);
    for (const text of shown) expect(page).toContain(escaped(text));
  });

  it('is told in both languages', async () => {
    const text = await readFile(join(one.scenario.folder, 'README.md'), 'utf8');
    const titles = text.split('\n').filter((line) => line.startsWith('# '));
    expect(titles).toHaveLength(2);
    expect(titles[1]).toMatch(/[\u4e00-\u9fff]/);
    const [english, chinese] = text.split(titles[1]);
    expect(english.split('\n').filter((line) => line.startsWith('## ')).length).toBeGreaterThan(0);
    expect(chinese.match(/[\u4e00-\u9fff]/g)?.length ?? 0).toBeGreaterThan(150);
    const { title, question } = one.scenario.spec;
    for (const both of [title, question]) expect(both.zh).toMatch(/[\u4e00-\u9fff]/);
  });
});

function pick(row: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));
}
