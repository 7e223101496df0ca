import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot, shippedScenarios } from '../../src/core/paths.js';
import { loadScenarios } from '../../src/scenarios/load-scenarios.js';
import { checkSources, type Sources } from './check-sources.js';
import { allowedArrows, calculatedImports, namedLibraries, registered, rooms } from './rooms.js';

function readSources(): Sources {
  const folder = join(projectRoot, 'src');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  return Object.fromEntries(
    paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')]),
  );
}

const sources = readSources();
const ids = (await loadScenarios([shippedScenarios])).map(({ spec }) => spec.id);
const broken = checkSources(sources, ids);

/** What the rules find in the house when these files are changed or added, beyond what they find without. */
const rules = (changed: Sources) =>
  checkSources({ ...sources, ...changed }, ids).filter((found) => !broken.includes(found));

/** The file with a line put before it. */
const plant = (path: string, line: string): Sources => ({ [path]: `${line}\n${sources[path] ?? ''}` });

describe('the house', () => {
  it('keeps its rules', () => {
    expect(broken).toEqual([]);
  });

  it('is read whole: every room of the table that exists, and the arrows between them', () => {
    const found = new Set(
      Object.keys(sources).map((path) => path.split('/')[0].replace(/^suite.*/, 'suite')),
    );
    expect([...found].filter((room) => !(room in rooms))).toEqual([]);
    expect(found.size).toBeGreaterThanOrEqual(12);
    expect(ids.length).toBeGreaterThanOrEqual(2);
  });

  it.each(allowedArrows)('needs its exception: $reason', ({ from }) => {
    expect(Object.keys(sources).some((path) => from.test(path))).toBe(true);
  });

  it.each([...namedLibraries, ...calculatedImports])('has the file of the exception $file', ({ file }) => {
    expect(sources).toHaveProperty([file]);
  });

  it.each(registered)('finds files of the kind $what', ({ files, registry }) => {
    const found = Object.keys(sources).filter((path) => files.test(path));
    expect(found.length).toBeGreaterThan(0);
    for (const path of found) expect(sources).toHaveProperty([path.replace(files, registry)]);
  });
});

describe('an arrow that the table forbids', () => {
  it.each([
    ['core/logger.ts', "import { tf } from '../engine/tf.js';"],
    ['engine/blocks.ts', "import type { Table } from '../tables/table.js';"],
    ['tables/reading/rows.ts', "export * from '../../models/options.js';"],
    ['models/options.ts', "import '../tables/table.js';"],
    ['evaluation/checks.ts', "import { tf } from '../engine/tf.js';"],
    ['learning/figures.ts', "const lazy = () => import('../jobs/failure.js');"],
    ['scenarios/check-scenario.ts', "import { columnKind } from '../tables/columns/index.js';"],
    ['scenarios/check-scenario.ts', "import { taskNamed } from '../learning/rows/tasks/index.js';"],
    ['scenarios/check-scenario.ts', "import type { Task } from '../learning/rows/tasks/task.js';"],
    ['registry/ledger.ts', "type Engine = import('../engine/engine.js').Engine;"],
    ['training/promotion.ts', "import { FinanceModule } from '../industries/finance/finance.module.js';"],
    ['scoring/ask-endpoint.ts', "import type { Scorecard } from '../industries/finance/scorecard.js';"],
    ['training/promotion.ts', "import { openSuite } from '../suite.js';"],
    ['training/promotion.ts', "import '../workers/training.worker.js';"],
    ['scoring/ask-endpoint.ts', "import { printJson } from '../cli/output.js';"],
    ['training/promotion.ts', "import { startServer } from '../http/server.js';"],
    ['jobs/failure.ts', "import { startServer } from '../http/server.js';"],
    ['jobs/failure.ts', "import '../workers/parts.worker.js';"],
    ['jobs/kinds/batch.job.ts', "import type { Scorecard } from '../../industries/finance/scorecard.js';"],
    ['registry/ledger.ts', "import type { Job } from '../jobs/job.js';"],
    ['suite.ts', "import { startServer } from './http/server.js';"],
    ['cli/output.ts', "import { startServer } from '../http/server.js';"],
    ['http/server.ts', "import { printJson } from '../cli/output.js';"],
    ['industries/finance/scorecard.ts', "import { Model } from '../../models/prediction/model.js';"],
    ['industries/finance/scorecard.ts', "import { taskNamed } from '../../learning/rows/tasks/index.js';"],
    ['industries/finance/scorecard.ts', "import { churn } from '../telecom/churn.js';"],
    ['tables/reading/rows.ts', "import { tinyYaml } from '../../datasets/tiny-dataset.fixture.js';"],
    ['training/promotion.ts', "import { realDataFolder } from '../../test/real-data.js';"],
    ['elsewhere/new.ts', "import { shown } from '../core/errors.js';"],
    ['core/logger.ts', "import tensor = require('../engine/tf.js');"],
  ])('in %s is found: %s', (path, line) => {
    const arrows = rules(plant(path, line)).filter((text) => text.startsWith(`${path}:1: imports `));
    expect(arrows).toHaveLength(1);
  });

  it.each([
    ['scenarios/check-scenario.ts', "import type { Table } from '../tables/table.js';"],
    ['scenarios/check-scenario.ts', "import { lossNames } from '../models/training/losses/names.js';"],
    ['industries/finance/scorecard.ts', "import { decide } from '../../evaluation/decisions/index.js';"],
    ['training/new.ts', "import { formatModelTag } from '../registry/model-tag.js';"],
    ['industries/finance/new.ts', "import { buildScorecard } from './scorecard.js';"],
    ['training/new.spec.ts', "import { buildScorecard } from '../industries/finance/scorecard.js';"],
    ['core/logger.ts', "// import { tf } from '../engine/tf.js';"],
  ])('is told from one that is allowed, in %s: %s', (path, line) => {
    expect(rules(plant(path, line))).toEqual([]);
  });
});

describe('a circle between files', () => {
  it.each(['import', 'import type'])('closed by %s is named with its files', (keyword) => {
    const made = {
      'core/one.ts': `${keyword} { two } from './two.js';`,
      'core/two.ts': "export * from './three.js';",
      'core/three.ts': "const lazy = () => import('./one.js');",
    };
    const found = rules(made);
    expect(found).toEqual([
      'core/one.ts:1: lies on a circle: core/one.ts -> core/two.ts -> core/three.ts -> core/one.ts',
    ]);
  });

  it('of one file with itself is found', () => {
    expect(rules({ 'core/one.ts': "export * from './one.js';" })).toHaveLength(1);
  });
});

describe('a library outside its room', () => {
  it.each([
    "import { DataFrame } from 'danfojs-node';",
    "import type { DataFrame } from 'danfojs-node/dist/danfojs-base/index.js';",
    "const danfo = createRequire(import.meta.url)('danfojs-node/dist/danfojs-base');",
    "const load = createRequire(import.meta.url); const danfo = load('danfojs-node');",
    "const danfo = await import('danfojs-node');",
    "const path = 'node_modules/danfojs-node/dist/index.js';",
    "import { parse } from 'csv-parse';",
    "export { parse } from 'csv-parse/sync';",
    "import pg from 'pg';",
    "import PgBoss from 'pg-boss';",
    "import { PGlite } from '@electric-sql/pglite';",
    "import '@tensorflow/tfjs-backend-wasm';",
    "import * as native from '@tensorflow/tfjs-node';",
    "const native = createRequire(import.meta.url).resolve('@tensorflow/tfjs-node');",
    "import { tensor } from '@tensorflow/tfjs';",
    "import type { Tensor } from '@tensorflow/tfjs';",
    'const anything = await import(name);',
    "await tf.setBackend('cpu');",
    "await tf['setBackend']('cpu');",
    'const { setBackend: choose } = tf;',
  ])('is found: %s', (line) => {
    for (const path of ['training/promotion.ts', 'http/server.ts']) {
      expect(rules(plant(path, line)).filter((text) => text.startsWith(`${path}:1: `))).not.toEqual([]);
    }
  });

  it('is told from the sentence of a message', () => {
    const line = "const hint = 'danfojs-node is not installed'; // setBackend and danfojs-node";
    expect(rules(plant('training/promotion.ts', line))).toEqual([]);
  });

  it('may be named by its types where networks are built, but not loaded', () => {
    expect(rules(plant('models/options.ts', "import type { Tensor } from '@tensorflow/tfjs';"))).toEqual([]);
    expect(rules(plant('models/options.ts', "import { Tensor } from '@tensorflow/tfjs';"))).toHaveLength(1);
    expect(rules(plant('csv/records.ts', "import { tensor } from '@tensorflow/tfjs';"))).toHaveLength(1);
    expect(rules(plant('engine/blocks.ts', "import { DataFrame } from 'danfojs-node';"))).toHaveLength(1);
  });
});

describe('a file that must stay light', () => {
  it.each([
    "import { tableOf } from '../table.js';",
    "export * from '../danfo/danfo.js';",
    "import { readRows } from '../reading/rows.js';",
  ])('is found where it loads danfo by way of others: %s', (line) => {
    const found = rules(plant('tables/columns/calendar.ts', line)).filter((text) => text.includes('light'));
    expect(found).toContain(
      'tables/columns/date.column.ts:1: loads danfo or TensorFlow.js by way of others: it must stay light',
    );
    expect(found.some((text) => text.startsWith('scenarios/schema/scenario.ts:1: '))).toBe(true);
  });

  it('may name the types of what is heavy', () => {
    const line = "import type { Table } from '../table.js';";
    const found = rules(plant('tables/columns/calendar.ts', line));
    expect(found.filter((text) => text.includes('light'))).toEqual([]);
  });
});

describe('the environment', () => {
  it.each([
    'const home = process.env.SEXTANT_HOME;',
    "const home = process['env'].SEXTANT_HOME;",
    'const home = globalThis.process.env.SEXTANT_HOME;',
    'const { env } = process;',
    'const { env: all } = process;',
    "import { env } from 'node:process';",
    "import { env as all } from 'process';",
  ])('read outside core/configuration.ts is found: %s', (line) => {
    expect(rules(plant('core/paths.ts', line))).toEqual([
      'core/paths.ts:1: reads process.env: core/configuration.ts does',
    ]);
    expect(rules(plant('core/configuration.ts', line))).toEqual([]);
  });

  it('is told from what is called alike', () => {
    expect(rules(plant('engine/blocks.ts', "tf.env().set('PROD', true); process.exit(0);"))).toEqual([]);
  });
});

describe('a scenario that the code knows', () => {
  it.each([
    "if (scenario === 'finance/credit-scoring') return;",
    "const special = new Set(['basics/linear-regression']);",
    'const model = `finance/credit-scoring@${version}`;',
    "const path = '/v1/finance/credit-scoring/scorecard';",
  ])('is found: %s', (line) => {
    expect(rules(plant('scoring/ask-endpoint.ts', line))).toHaveLength(1);
    expect(rules(plant('industries/finance/scorecard.ts', line))).toEqual([]);
  });

  it.each([
    "command.argument('<scenario>', 'for instance finance/credit-scoring');",
    "const schema = { example: 'finance/credit-scoring@1' };",
    '/** `finance/credit-scoring@3` */',
  ])('is told from help: %s', (line) => {
    expect(rules(plant('http/openapi-parts.ts', line))).toEqual([]);
  });
});

describe('a file that nobody registered', () => {
  it.each([
    'models/architectures/newcomer.architecture.ts',
    'models/training/losses/poisson.ts',
    'models/training/optimisers/lion.ts',
    'tables/columns/notes.column.ts',
    'datasets/readers/arff.reader.ts',
    'datasets/samples/copula.mechanism.ts',
    'evaluation/metrics/lift.metric.ts',
    'learning/bundles/index.ts',
    'learning/rows/tasks/newcomer/index.ts',
    'industries/telecom/telecom.module.ts',
    'industries/finance/fraud.plugin.ts',
    'decisions/lottery.decision.ts',
    'industries/retail/budget.decision.ts',
    'jobs/kinds/newcomer.job.ts',
    'http/alerts.controller.ts',
    'cli/commands/explain.ts',
  ])('is found: %s', (path) => {
    const found = rules({ [path]: 'export const forgotten = 1;' });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${path}:1: this `);
    expect(found[0]).toContain('is not registered in');
  });

  it('is not registered by an import of its types', () => {
    const path = 'models/architectures/index.ts';
    const index = sources[path].replace('import { mlp }', 'import type { mlp }');
    expect(index).not.toBe(sources[path]);
    expect(rules({ [path]: index })).toHaveLength(1);
  });
});
