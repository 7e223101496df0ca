import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CancelledError, InvalidInputError } from '../../src/core/errors.js';
import type { MetricName } from '../../src/evaluation/metrics/names.js';
import type { FoldResult } from '../../src/learning/fold-result.js';
import { checkFamilies, families, familyOf } from '../../src/learning/index.js';
import type { Family, LoadedData } from '../../src/learning/family.js';
import { taskNames } from '../../src/learning/names.js';
import { measure } from '../../src/learning/scored-rows.js';
import { profileSchema } from '../../src/tables/profile/profile-schema.js';
import { SubjectHome, specOf, subjects, type NamedSubject } from './trained-subject.js';

/** What every family of learning must do, with each of its tasks. A newcomer is tested by being registered. */

let home: SubjectHome;
beforeAll(async () => {
  home = await SubjectHome.open();
});
afterAll(() => home.close());

const subjectsOfFamily = ({ tasks }: Family): NamedSubject[] =>
  subjects.filter(({ task }) => tasks.includes(task));

const cases = Object.values(families).flatMap((family) =>
  subjectsOfFamily(family).map((subject) => ({ ...subject, family })),
);

describe('the registry of families', () => {
  it('is complete', () => {
    expect(() => checkFamilies()).not.toThrow();
  });

  it('has one family for every task', () => {
    const tasks = Object.values(families).flatMap((family) => family.tasks);
    expect([...tasks].sort()).toEqual([...taskNames].sort());
  });

  it.each(Object.values(families))('has a subject to test $name with', (family) => {
    const tested = subjectsOfFamily(family).map(({ task }) => task);
    expect(tested.length).toBeGreaterThan(0);
    expect([...new Set(tested)].sort()).toEqual([...family.tasks].sort());
  });
});

/** What a figure of a version that is answered by may differ in: its digits end where those of answers do. */
const lastDigits = 6;

describe.each(cases)('the family $family.name with the task $task asked for $title', (subject) => {
  const { family } = subject;
  const spec = specOf(subject);
  const primary = spec.metrics.primary as MetricName;
  let data: LoadedData;
  beforeAll(async () => {
    await home.train(subject);
    data = await family.load(home.scenario(subject), home.context.datasets);
  });

  it('is that of its task, finds nothing wrong, and says how it reads rows', () => {
    const names = spec.columns.map(({ name }) => name);
    expect(familyOf(spec)).toBe(family);
    expect(family.check(spec)).toEqual([]);
    const { bytes, rows } = family.lightWork;
    expect(Math.min(bytes, rows)).toBeGreaterThan(0);
    for (const name of family.answeredFrom(spec)) expect(names).toContain(name);
    const { order, group = order, window = 1 } = family.history(spec) ?? {};
    if (order !== undefined) expect(names).toEqual(expect.arrayContaining([order, group]));
    expect(window).toBeGreaterThanOrEqual(1);
  });

  it('says where its rows came from, and what they are like', async () => {
    const rows = subject.rows.trimEnd().split('\n').length - 1;
    expect(data.source).toMatchObject({ kind: 'file', name: 'rows.csv', rejected: 0, rows });
    const file = await home.write('profiled.csv', subject.rows);
    const { profile, rejected } = await family.profile(home.scenario(subject), home.context.datasets, file);
    expect(profileSchema.parse(JSON.parse(JSON.stringify(profile)))).toBeTruthy();
    expect(rejected).toBe(0);
  });

  it('refuses a file that lacks what it learns from, by the name of the column', async () => {
    const [header] = subject.rows.split('\n');
    const file = await home.write(
      'other.csv',
      subject.rows.replace(header, header.replaceAll(/\w+/g, 'x$&')),
    );
    const failed = await family
      .load(home.scenario(subject), home.context.datasets, { file })
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(InvalidInputError);
    const { details } = failed as InvalidInputError;
    expect(details.length).toBeGreaterThan(0);
    for (const { column } of details) expect(header.split(',')).toContain(column);
  });

  it('learns the same from the same seed, and nothing stays in memory', async () => {
    const before = home.context.engine.tensorCount();
    const files = [];
    for (const seed of [7, 7]) {
      const learnt = await data.fit({ seed });
      files.push(learnt.files());
      learnt.dispose();
    }
    expect(files[1]).toEqual(files[0]);
    expect(home.context.engine.tensorCount()).toBe(before);
  });

  it('judges the rows held out, beside a version that it stored, by equal figures', async () => {
    const { loaded } = await home.context.registry.loadChampion(subject.id);
    const learnt = await data.fit({ seed: spec.seed });
    const { rows, metrics, candidates, served, plugin } = learnt.judge();
    expect(rows.test).toBeGreaterThan(0);
    expect(candidates.map(({ architecture }) => architecture)).toEqual(
      expect.arrayContaining(served.architecture === 'blend' ? [] : [served.architecture]),
    );
    expect(metrics[primary]?.value).toEqual(expect.any(Number));
    expect(plugin).toBeUndefined();
    const pair = learnt.beside(loaded);
    expect(pair).toBeDefined();
    if (!pair) return;
    expect(pair.own.kind).toBe(family.predictionKind(spec));
    const own = measure(pair.own);
    for (const [metric, value] of Object.entries(measure(pair.other)))
      expect(value).toBeCloseTo(own[metric as MetricName] ?? NaN, lastDigits);
    expect(profileSchema.parse(JSON.parse(JSON.stringify(learnt.profile())))).toBeTruthy();
    learnt.dispose();
  });

  it('asks a stored version the rows of a file, and accounts for each', async () => {
    const { loaded } = await home.context.registry.loadChampion(subject.id);
    const file = await home.write('judged.csv', subject.rows);
    const { datasets } = home.context;
    const judged = await family.evaluate(home.scenario(subject), loaded, { datasets, file, seed: spec.seed });
    expect(judged.scored.kind).toBe(family.predictionKind(spec));
    expect(measure(judged.scored)[primary]).toEqual(expect.any(Number));
    expect(measure(judged.constant)[primary]).toEqual(expect.any(Number));
    expect(judged.leftOut).toMatchObject({ unreadable: 0, unlabelled: expect.any(Number) });
  });

  it('divides its rows into folds and measures on each, or says why it cannot', async () => {
    const size = data.source.rows;
    const folds = await attempt(() => Promise.resolve(data.divide({ k: 2, repeats: 2, seed: 1 })));
    if (folds instanceof InvalidInputError) {
      expect(folds.details[0].expected).toBeDefined();
      return;
    }
    expect(folds.repeats).toHaveLength(2);
    for (const one of folds.repeats) {
      expect(one).toHaveLength(size);
      expect([...new Set(one)].filter((fold) => fold >= 0).sort()).toEqual([0, 1]);
    }
    const request = { repeat: 0, fold: 1, folds: folds.repeats[0], metric: primary, seed: 1 };
    const measured = await attempt<FoldResult>(() => data.evaluateFold(request));
    if (measured instanceof InvalidInputError) throw measured;
    expect(measured).toMatchObject({ repeat: 0, fold: 1, value: expect.any(Number) });
    expect(measured.candidates[measured.served]).toBe(measured.value);
  });

  it('ends when it is told to', async () => {
    const before = home.context.engine.tensorCount();
    const fit = data.fit({ seed: 1, signal: AbortSignal.abort() });
    await expect(fit).rejects.toThrow(CancelledError);
    expect(home.context.engine.tensorCount()).toBe(before);
  });
});

async function attempt<Result>(work: () => Promise<Result>): Promise<Result | InvalidInputError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
}
