import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { InvalidSpecificationError } from '../../src/core/errors.js';
import type { DecisionRule } from '../../src/decisions/decision.js';
import { decisionRules } from '../../src/decisions/index.js';
import { answerSchema, type AnswerEnvelope } from '../../src/learning/answer.js';
import { openVersion } from '../../src/learning/index.js';
import { taskNames } from '../../src/learning/names.js';
import { metricsOf } from '../../src/evaluation/metrics/index.js';
import { metricNames } from '../../src/evaluation/metrics/names.js';
import { familyOf } from '../../src/learning/index.js';
import { reportSchema } from '../../src/learning/report.js';
import { dependenceSchema, importanceSchema } from '../../src/explanation/learnt/learnt.js';
import { TellDependence } from '../../src/scoring/learnt/tell-dependence.js';
import { TellImportance } from '../../src/scoring/learnt/tell-importance.js';
import { addsUp, explanationSchema, type Explanation } from '../../src/explanation/explanation.js';
import { ExplainRow } from '../../src/scoring/explain-row.js';
import { PredictRows, readRows } from '../../src/scoring/predict-rows.js';
import { ServedModels } from '../../src/scoring/served-models.js';
import { readOutcome } from '../../src/scoring/outcomes/read-outcome.js';
import { measure, servedFigures } from '../../src/learning/scored-rows.js';
import { targetColumns } from '../../src/scenarios/targets.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { csvOf } from '../golden/requests.js';
import { textsOf } from './answer-texts.js';
import { ruleSubjects } from './rule-subjects.js';
import { SubjectHome, specOf, subjects, subjectsOf, type NamedSubject } from './trained-subject.js';

/** What every task must do, whatever its family. A newcomer is tested by being registered, with a subject in `task-subjects.ts`. */

let home: SubjectHome;
beforeAll(async () => {
  home = await SubjectHome.open();
});
afterAll(() => home.close());

it.each(taskNames)('the task %s has a subject to be tested with', (task) => {
  expect(subjectsOf(task)).not.toEqual([]);
});

/** The request of the one row that is explained. */
function oneOf(request: NamedSubject['request']): unknown {
  return 'rows' in request ? { features: request.rows?.[0] } : request;
}

/** What is wrong with a declaration, by its place. */
function placesOf(check: () => unknown): (string | undefined)[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return error.details.map(({ pointer }) => pointer);
  }
}

const deciding = (declaration: string, rule: DecisionRule) =>
  `${declaration}decision: ${JSON.stringify(ruleSubjects[rule.name])}\n`;

describe.each(subjects)('the task $task asked for $title', (subject) => {
  const { id, request, rows, scenario } = subject;
  const asked: unknown[] = Object.values(request).flat();
  let trained: TrainResult;
  let answers: AnswerEnvelope[];
  beforeAll(async () => {
    trained = await home.train(subject);
    const response = await home.suite.get(PredictRows).execute(id, request);
    answers = 'answers' in response ? response.answers : [response];
  });

  it('learns from its rows and reports on those held out', async () => {
    const { report, model } = trained;
    expect(model).toBe(`${id}@1`);
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toBeTruthy();
    expect(report.rows.test).toBeGreaterThan(0);
    expect(report.metrics[report.primary]?.value).toEqual(expect.any(Number));
    expect(report.constant[report.primary]).toEqual(expect.any(Number));
    const { files } = await home.context.registry.load(model);
    for (const name of ['model.json', 'weights.bin', 'preparation.json', 'plot.svg'])
      expect([...files.keys()]).toContain(name);
  });

  it('counts of several targets the rows alone in which each is known', () => {
    const { targets, rows: parts } = trained.report;
    const declared = specOf(subject).targets ?? [];
    expect(Object.keys(targets ?? {})).toEqual(declared.map(({ name }) => name));
    for (const target of Object.values(targets ?? {})) {
      expect(target.rows).toBeGreaterThan(0);
      expect(target.rows).toBeLessThan(parts.test);
    }
  });

  it('answers in the form that every door gives', () => {
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) {
      expect(z.strictObject(answerSchema.shape).parse(answer)).toEqual(answer);
      expect(textsOf(answer.prediction)).not.toEqual([]);
      expect(textsOf(answer).filter((text) => /^(NaN|-?Infinity|undefined|null)$/.test(text))).toEqual([]);
    }
  });

  it('writes a cell for every result column, with the digits of its answers', async () => {
    const { columns, classColumns = [] } = await home.suite.get(ServedModels).get(id);
    expect(new Set([...columns, ...classColumns.map(({ name }) => name)]).size).toBe(
      columns.length + classColumns.length,
    );
    const scored = parse<Record<string, string>>(await home.score(subject, csvOf(request)), {
      columns: true,
    });
    const last = request.history ? scored.slice(-1) : scored;
    expect(last).toHaveLength(answers.length);
    last.forEach((row, i) => {
      const cells = columns.flatMap((column) => row[column].split('|')).filter((cell) => cell !== '');
      const told = textsOf(answers[i]);
      expect(cells.length).toBeGreaterThan(0);
      expect(cells.filter((cell) => !told.includes(cell))).toEqual([]);
    });
  });

  it('is stored, and opened again with the same digits, without a tensor left behind', async () => {
    const before = home.context.engine.tensorCount();
    const said = [1, 2].map(async () => {
      const predictor = await openVersion(
        home.scenario(subject),
        await home.context.registry.load(trained.model),
      );
      const table = readRows(predictor, asked, (row) => `/${row}`);
      const rowAnswers = predictor.answers(table);
      const all = asked.map((_, row) => ({ answer: rowAnswers.answer(row), cells: rowAnswers.cells(row) }));
      const { columns } = predictor;
      for (const { cells } of all) expect(cells).toHaveLength(columns.length);
      const figures = predictor.figures(table);
      expect(figures.values).toHaveLength(figures.width * asked.length);
      predictor.dispose();
      return { all, figures };
    });
    const [first, second] = await Promise.all(said);
    expect(second).toEqual(first);
    expect(home.context.engine.tensorCount()).toBe(before);
    const own = textsOf(first.all.at(-1)?.answer.prediction);
    expect(textsOf(answers.at(-1)?.prediction)).toEqual(expect.arrayContaining(own));
  });

  it('judges given answers as its own figures, where its family says that it does', async () => {
    const { spec } = home.scenario(subject);
    const predictor = await home.suite.get(ServedModels).get(id);
    expect(predictor.outcomes !== undefined).toBe(familyOf(spec).judgesAnswers?.(spec) ?? false);
    if (!predictor.outcomes) return;
    const [target] = targetColumns(spec);
    const cell = 'categories' in target && target.categories ? target.categories[0].code : 3;
    const read = readOutcome(target, cell);
    expect(read).toEqual({ value: cell });
    const scored = predictor.outcomes.scored(
      answers.map(({ prediction }) => prediction),
      answers.map(() => cell),
    );
    expect(scored.kind).toBe(familyOf(spec).predictionKind(spec));
    expect(Object.keys(measure(scored))).toContain(spec.metrics.primary);
    const table = readRows(predictor, asked, (row) => `/${row}`);
    const figures = predictor.figures(table, { rows: predictor.history?.lastRows(table) });
    const told = servedFigures(scored);
    expect(told.width).toBe(figures.width);
    if (request.rows && predictor.history) return;
    told.values.forEach((value, i) => expect(value).toBeCloseTo(figures.values[i], 4));
  });

  it('tells what each part of an answer adds where it explains its answers, and refuses elsewhere', async () => {
    const explain = home.suite.get(ExplainRow);
    const body = oneOf(request);
    if (!(familyOf(specOf(subject)).explains?.(specOf(subject)) ?? false)) {
      await expect(explain.execute(id, { body })).rejects.toThrow('cannot tell reasons');
      return;
    }
    const told = (await explain.execute(id, { body })) as Explanation;
    expect(z.strictObject(explanationSchema.shape).parse(told)).toEqual(told);
    expect(told.evaluations).toBeGreaterThan(0);
    expect(told.figures.length).toBeGreaterThan(0);
    expect(told.figures.flatMap(({ reasons }) => reasons).length).toBeGreaterThan(0);
    for (const figure of told.figures) expect({ figure, sum: addsUp(figure) }).toEqual({ figure, sum: true });
    expect(await explain.execute(id, { body })).toEqual(told);
    const said = (await explain.execute(id, { body, language: 'zh' })) as Explanation;
    const texts = [said.method, ...said.figures.flatMap(({ reasons }) => reasons.map(({ text }) => text))];
    for (const text of texts) expect(text).not.toMatch(/\b(raises|lowers|Shapley|before|last step)\b/);
  }, 60_000);

  it('tells what it has learnt where it explains its rows, and refuses elsewhere', async () => {
    const [importance, dependence] = [home.suite.get(TellImportance), home.suite.get(TellDependence)];
    if (!(familyOf(specOf(subject)).hasImportance?.(specOf(subject)) ?? false)) {
      await expect(importance.execute(id)).rejects.toThrow('cannot tell');
      await expect(dependence.execute(id, { column: 'size' })).rejects.toThrow('cannot tell');
      return;
    }
    const told = await importance.execute(id);
    expect(importanceSchema.parse(told)).toEqual(told);
    for (const { columns } of told.figures) {
      expect(columns.length).toBeGreaterThan(0);
      for (const { column } of columns.filter(({ hasDependence }) => hasDependence)) {
        const depends = await dependence.execute(id, { column });
        expect(dependenceSchema.parse(depends)).toEqual(depends);
        const places = depends.bins ? depends.bins.length + 1 : depends.values?.length;
        for (const { effects } of depends.figures) expect(effects).toHaveLength(places ?? 0);
      }
    }
  }, 60_000);

  it('leaves out a row that it cannot read, and says so', async () => {
    if (subject.unreadable === undefined) return;
    const file = await home.write('unreadable.csv', `${rows}${subject.unreadable}\n`);
    const { report } = await home.train(subject, file);
    expect(report.data.rejected).toBe(1);
    expect(report.notes?.map(({ code }) => code)).toContain('rows-left-out');
  });

  it('refuses a declaration that it cannot take, by its place', () => {
    const { from, to, pointer } = subject.refused;
    expect(scenario).toContain(from);
    expect(placesOf(() => specOf(subject, scenario.replace(from, to)))).toContain(pointer);
  });

  it('refuses an option that it does not know', () => {
    const task = /task: .*/.exec(scenario)?.[0] ?? '';
    const more = task.includes('options: { ')
      ? task.replace('options: { ', 'options: { unheardOf: 1, ')
      : task.replace(' }', ', options: { unheardOf: 1 } }');
    const declaration = scenario.replace(task, more);
    expect(placesOf(() => specOf(subject, declaration))).toEqual(['/task/options/unheardOf']);
  });

  it('has the metrics of its form of predictions, and no other', () => {
    const own = metricsOf(familyOf(specOf(subject)).predictionKind(specOf(subject)));
    for (const metric of metricNames.filter((name) => name !== 'cost')) {
      const declaration = scenario.replace(/primary: \w+/, `primary: ${metric}`);
      const fits = placesOf(() => specOf(subject, declaration)).length === 0;
      expect({ metric, fits }).toEqual({ metric, fits: own.includes(metric) });
    }
  });

  it('can be decided on by the rules for what it tells alone', async () => {
    const rules = decisionRules().filter(({ name }) => name in ruleSubjects);
    const fitting = rules.filter(({ decidesOn }) => [subject.decidesOn].flat().includes(decidesOn));
    for (const rule of rules) {
      const places = placesOf(() => specOf(subject, deciding(scenario, rule)));
      expect({ rule: rule.name, places }).toEqual({
        rule: rule.name,
        places: fitting.includes(rule) ? [] : ['/decision/rule'],
      });
    }
    const [rule] = fitting as (DecisionRule | undefined)[];
    expect(rule !== undefined).toBe(subject.decidesOn !== undefined);
    if (!rule) return;
    const spec = specOf(subject, deciding(scenario, rule));
    const { learnt, predictor } = await openDecided(spec);
    const table = readRows(predictor, asked, (row) => `/${row}`);
    const decided = predictor.answers(table);
    const column = predictor.columns.indexOf('decision');
    expect(column).toBeGreaterThan(0);
    asked.forEach((_, row) => expect(decided.cells(row)[column]).toBe(decided.answer(row).decision?.action));
    learnt.dispose();
    predictor.dispose();
  });

  /** Learnt with a decision, and opened from its files as a version is. */
  async function openDecided(spec: ReturnType<typeof specOf>) {
    const declared = { ...home.scenario(subject), spec };
    const data = await familyOf(spec).load(declared, home.context.datasets);
    const learnt = await data.fit({ seed: 1 });
    const { loaded } = await home.context.registry.loadChampion(id);
    const files = new Map(
      Object.entries(learnt.files()).map(([name, content]) => [name, Buffer.from(content)]),
    );
    const report = loaded.files.get('report.json') ?? Buffer.from('');
    const predictor = await openVersion(declared, {
      ...loaded,
      files: new Map([...files, ['report.json', Buffer.from(report)]]),
    });
    return { learnt, predictor };
  }
});
