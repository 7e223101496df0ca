import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetCatalogue, samplePath } from '../../../src/datasets/dataset-catalogue.js';
import { ScenarioCatalogue, type Scenario } from '../../../src/scenarios/scenario-catalogue.js';
import { familyOf } from '../../../src/learning/index.js';
import { openServer, type TestServer } from '../../end-to-end/server.fixture.js';

/** One of every form of row: plain, with a scorecard, without a decision, read with those before it, a list of products. */
const varied = [
  'basics/linear-regression',
  'finance/credit-scoring',
  'medical/disease-risk',
  'city/traffic-forecast',
  'retail/product-recommendation',
];

const scenarioSets = {
  varied,
  all: [
    ...varied,
    'city/detector-flow',
    'city/hourly-traffic',
    'education/student-outcome',
    'manufacturing/failure-prediction',
    'manufacturing/remaining-life',
  ],
};

/** Which scenarios a home has. Other scenarios draw other cases of the same seed. */
export type ScenarioSet = keyof typeof scenarioSets;

/** A home whose scenarios were trained quickly, and rows to ask them about. */
export interface FuzzHome {
  scenarios: ScenarioSet;
  folder: string;
  server: TestServer;
  /** CSV text of some rows of each scenario, with a column more than is asked for. */
  tables: ReadonlyMap<string, string>;
  /** Where the same text lies. */
  tablesFolder: string;
  tablePath: (scenario: string) => string;
  /** Whether a row is read without those before it. */
  isAlone(scenario: string): boolean;
  close(): Promise<void>;
}

/** The command that tries one case once more. */
export function repetition(
  part: 'api' | 'csv',
  { scenarios }: FuzzHome,
  { seed, number }: { seed: number; number: number },
): string {
  return `node bench/faults.mjs --${part} 1 --seed ${seed} --from ${number} --scenarios ${scenarios}`;
}

/** Rows of a table. */
const rowCount = 60;

/** Cells of a column that no scenario knows. */
const remarks = [
  '',
  'plain',
  'with space ',
  '"with ""quotes"", and commas"',
  '中文',
  '-5',
  '=1+1',
  '"two\nlines"',
  '-',
];

export async function openFuzzHome(set: ScenarioSet = 'varied'): Promise<FuzzHome> {
  const scenarios = scenarioSets[set];
  const server = await openServer();
  const catalogue = server.application.get(ScenarioCatalogue);
  for (const id of scenarios) await server.train(id);
  const tablesFolder = join(server.home, 'tables');
  const tablePath = (scenario: string) => join(tablesFolder, `${scenario.replace('/', '.')}.csv`);
  await mkdir(tablesFolder);
  const tables = new Map<string, string>();
  for (const id of scenarios) {
    tables.set(id, withRemarks(await sampleLines(catalogue.get(id), server)));
    await writeFile(tablePath(id), tables.get(id)!);
  }
  return {
    scenarios: set,
    folder: server.home,
    server,
    tables,
    tablesFolder,
    tablePath,
    isAlone: (id) => {
      const { spec } = catalogue.get(id);
      return familyOf(spec).history(spec) === undefined;
    },
    close: () => server.close(),
  };
}

async function sampleLines({ spec, folder }: Scenario, { application }: TestServer): Promise<string[]> {
  if (spec.task.name === 'recommendation')
    return ['customer,k', ...Array.from({ length: 30 }, (_, i) => `${i + 1},5`)];
  const { data } = spec;
  const path =
    'dataset' in data
      ? samplePath(await application.get(DatasetCatalogue).get(data.dataset))
      : join(folder, data.file);
  return (await readFile(path, 'utf8')).split('\n').slice(0, rowCount + 1);
}

function withRemarks([header, ...lines]: string[]): string {
  const rows = lines.map((line, i) => `${line},${remarks[i % remarks.length]}`);
  return `${[`${header},remark`, ...rows].join('\n')}\n`;
}
