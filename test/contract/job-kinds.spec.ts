import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CancelledError, InvalidInputError } from '../../src/core/errors.js';
import { HeaderThread } from '../../src/csv/header-thread.js';
import { jobFolder } from '../../src/jobs/job-folder.js';
import type { Job } from '../../src/jobs/job.js';
import { checkJobKinds, jobKinds } from '../../src/jobs/kinds/index.js';
import type { JobKind, JobTools, StepOutcome, StepRun } from '../../src/jobs/kinds/job-kind.js';
import { jobKindNames, type JobKindName } from '../../src/jobs/kinds/names.js';
import type { Progress } from '../../src/jobs/store/step-store.js';
import { ScenarioCatalogue, type Scenario } from '../../src/scenarios/scenario-catalogue.js';
import { PartsProcess } from '../../src/scoring/csv/parts/parts-process.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { OperationEvents } from '../../src/monitoring/operation-events.js';
import { ServedModels } from '../../src/scoring/served-models.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { TrainInBackground } from '../../src/training/train-in-background.js';
import { openTinySuite, tinyId, type TinySuite } from '../end-to-end/tiny-suite.fixture.js';

const earlierId = '01J00000000000000000000000';

/** What a new kind adds to be tested: an order that it takes, and ones that it refuses; its table where that is not any. */
const subjects: Record<
  JobKindName,
  { options: Record<string, unknown>; wrongOptions: Record<string, unknown>[]; table?: () => Promise<string> }
> = {
  batch: {
    options: { delimiter: ',' },
    wrongOptions: [{ delimiter: 'long' }, { delimiter: 7 }, { colour: 'red' }],
  },
  decide: {
    options: { options: '{"limit":3}' },
    wrongOptions: [
      { delimiter: 'long' },
      { rule: 7 },
      { options: '[1]' },
      { options: { limit: -1 } },
      { options: { colour: 'red' } },
    ],
  },
  rescore: {
    options: { job: earlierId },
    wrongOptions: [{}, { job: 7 }, { job: 'x' }, { job: earlierId, version: 0 }],
    table: repairedRejects,
  },
  train: {
    options: { seed: '3', promote: 'no' },
    wrongOptions: [{ seed: 1.5 }, { search: 0 }, { promote: 'perhaps' }, { colour: 'red' }],
  },
};

let tiny: TinySuite;
let scenario: Scenario;
let tools: JobTools;
let batches: PartsProcess;
const headers = new HeaderThread();
let folder: string;
beforeAll(async () => {
  tiny = await openTinySuite();
  scenario = tiny.suite.get(ScenarioCatalogue).get(tinyId);
  const configuration = { ...tiny.configuration, jobs: { ...tiny.configuration.jobs, partBytes: 1000 } };
  tools = {
    configuration,
    models: tiny.suite.get(ServedModels),
    training: tiny.suite.get(TrainInBackground),
    headers,
    events: tiny.suite.get(OperationEvents),
  };
  batches = new PartsProcess(configuration);
});
afterAll(async () => {
  await Promise.all([batches.close(), headers.close()]);
  await tiny.remove();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tiny.root, 'job-'));
  await writeFile(input().arrivedAt, csvOf(tinyRows(200)));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A batch that rejected rows, and these as they were repaired. */
async function repairedRejects(): Promise<string> {
  const scored = join(jobFolder(tools.configuration.home, earlierId), 'result.csv');
  const rows = tinyRows(200).map((row, i) => (i % 50 === 0 ? { ...row, size: 'x' } : row));
  const table = join(folder, 'table.csv');
  await writeFile(table, csvOf(rows));
  const score = tiny.suite.get(ScoreCsv);
  const { paths } = await score.execute({ scenario: tinyId, input: table, output: scored, workers: 1 });
  return (await readFile(paths.rejects, 'utf8')).replaceAll(/,x(?=,[rb],[gx]\n)/g, ',4.5');
}

const earlier = (id: string) => {
  const request = { input: join(folder, 'table.csv'), inputName: 'table.csv' };
  const job = { id, kind: 'batch', scenario: tinyId, state: 'succeeded', request };
  return Promise.resolve(job as unknown as Job);
};

/** It arrives in one place, and the steps find it in another. */
const input = () => ({
  path: join(folder, 'input.csv'),
  arrivedAt: join(folder, 'arrived.csv'),
  name: 'mine.csv',
  owned: true,
});

async function prepared(kind: JobKind, options: Record<string, unknown>): Promise<Record<string, unknown>> {
  const request = await kind.prepare({ scenario, options, input: input(), earlier }, tools);
  await rename(input().arrivedAt, input().path);
  return request;
}

/** The stages of a job, one step after the other. */
async function runThrough(kind: JobKind, request: unknown, reports: Progress[]): Promise<unknown> {
  const job = {
    id: 'job',
    kind: kind.name,
    scenario: tinyId,
    request,
    createdAt: new Date(),
    startedAt: null,
  };
  const stages = new Set<string>();
  for (let stage = { name: kind.first, count: 1 }; ;) {
    expect(stages).not.toContain(stage.name);
    stages.add(stage.name);
    let outcome: StepOutcome | undefined;
    for (let place = 0; place < stage.count; place++) {
      const run: StepRun = {
        job: job as unknown as Job,
        name: stage.name,
        place,
        folder,
        worker: 'tester',
        signal: new AbortController().signal,
        report: (progress) => reports.push(progress),
      };
      outcome = await kind.run(run, tools, batches);
    }
    if (outcome && 'result' in outcome) return outcome.result;
    stage = outcome!.next;
  }
}

describe('the registry of kinds', () => {
  it('is complete', () => {
    expect(() => checkJobKinds()).not.toThrow();
    expect(Object.keys(jobKinds).sort()).toEqual([...jobKindNames].sort());
  });
});

describe.each(jobKindNames)('the kind %s', (name) => {
  const kind = jobKinds[name];
  const { options, wrongOptions, table } = subjects[name];

  beforeEach(async () => {
    if (table) await writeFile(input().arrivedAt, await table());
  });

  it('makes of an order plain JSON, and leads from it to a result by stages that end', async () => {
    const request = await prepared(kind, options);
    const stored: unknown = JSON.parse(JSON.stringify(request));
    expect(stored).toEqual(JSON.parse(JSON.stringify(stored)));
    const reports: Progress[] = [];
    const result = await runThrough(kind, stored, reports);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(kind.summary.parse(result)).toEqual(result);
    for (const { done, total } of reports) expect(done).toBeLessThanOrEqual(total ?? Infinity);
    const files = Object.values(kind.files).flatMap((file) => (file === 'value' ? [] : [file]));
    const names = await readdir(folder);
    for (const file of files) if (file.empty === undefined) expect(names).toContain(file.name);
  });

  it('refuses options that it does not have or that cannot be', async () => {
    for (const wrong of wrongOptions) {
      const refused = kind.prepare({ scenario, options: wrong, input: input(), earlier }, tools);
      await expect(refused).rejects.toThrow(InvalidInputError);
    }
  });

  it('refuses a table without the columns that it needs, by the name that the user gave it', async () => {
    await writeFile(input().arrivedAt, 'other\n1\n');
    const refused = kind.prepare({ scenario, options, input: input(), earlier }, tools);
    await expect(refused).rejects.toThrow('mine.csv: columns are missing.');
  });

  it('ends when it is told to', async () => {
    const request = await prepared(kind, options);
    const stopping = new AbortController();
    const job = { id: 'job', kind: name, scenario: tinyId, request, createdAt: new Date() } as unknown as Job;
    const own = new PartsProcess(tools.configuration);
    const run: StepRun = {
      ...{ job, folder, place: 0, name: kind.first, worker: 'tester', signal: stopping.signal },
      report: () => undefined,
    };
    const running = kind.run(run, tools, own);
    stopping.abort();
    await expect(running).rejects.toThrow(CancelledError);
    await own.close();
  });
});
