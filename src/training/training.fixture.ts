import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../core/random.js';
import { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { startEngine } from '../engine/engine.js';
import { ModelRegistry } from '../registry/model-registry.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { scenarioOf } from '../scenarios/scenario.fixture.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { trainScenario, type TrainContext, type TrainRequest, type TrainResult } from './train-scenario.js';

/** One row of the tiny scenario, as the cells of its file. */
export interface TinyRow {
  size: string;
  colour: string;
  /** The target: a class, or a number under its own name. */
  target: string;
}

/** Rows in which a larger size and the colour blue make `x` likelier, drawn with a seed. */
export function tinyRows(count: number, seed = 1): TinyRow[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const size = Math.round(random.next() * 100) / 10;
    const blue = random.next() < 0.5;
    const probability = 1 / (1 + Math.exp(-(size - 5 + (blue ? 1 : -1))));
    return {
      size: String(size),
      colour: blue ? 'b' : 'r',
      target: random.next() < probability ? 'x' : 'g',
    };
  });
}

/** Rows of three classes: those of {@link tinyRows}, and `m` where the size is middling. */
export function threeClassRows(count: number, seed = 1): TinyRow[] {
  return tinyRows(count, seed).map((row) => {
    return Math.abs(Number(row.size) - 5) < 1.5 ? { ...row, target: 'm' } : row;
  });
}

/** Rows whose target is 2 x size + 1 with noise. */
export function numericRows(count: number, seed = 1): TinyRow[] {
  const random = createRandom(seed).fork('noise');
  return tinyRows(count, seed).map((row) => ({
    ...row,
    target: (2 * Number(row.size) + 1 + random.normal()).toFixed(3),
  }));
}

export function csvOf(rows: readonly TinyRow[], target = 'class'): string {
  const lines = rows.map((row) => `${row.size},${row.colour},${row.target}`);
  return `${[`size,colour,${target}`, ...lines].join('\n')}\n`;
}

/** A scenario in a folder of its own with an empty registry. */
export interface TinyHome {
  root: string;
  scenario: Scenario;
  context: TrainContext;
  /** Write a file into the folder and give its path. */
  write(name: string, text: string): Promise<string>;
  remove(): Promise<void>;
}

/** The scenario of `spec` with `csv` as its `rows.csv`. */
export async function tinyHome(spec: ScenarioSpec, csv: string): Promise<TinyHome> {
  const root = await mkdtemp(join(tmpdir(), 'sextant-training-'));
  const write = async (name: string, text: string) => {
    const path = join(root, name);
    await writeFile(path, text);
    return path;
  };
  await write('rows.csv', csv);
  const home = join(root, 'home');
  return {
    root,
    scenario: scenarioOf(spec, root),
    context: {
      datasets: new DatasetCatalogue([], home),
      registry: new ModelRegistry(home),
      engine: await startEngine('wasm'),
    },
    write,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Homes that are removed together, as at the end of a test. */
export class TinyHomes {
  private homes: TinyHome[] = [];

  async open(spec: ScenarioSpec, csv: string): Promise<TinyHome> {
    const home = await tinyHome(spec, csv);
    this.homes.push(home);
    return home;
  }

  async remove(): Promise<void> {
    const { homes } = this;
    this.homes = [];
    await Promise.all(homes.map((home) => home.remove()));
  }
}

export function train(
  { scenario, context }: TinyHome,
  request: Partial<TrainRequest> = {},
): Promise<TrainResult> {
  return trainScenario({ scenario, ...request }, context);
}

/** The files of a version that was trained in a home. */
export async function filesOf({ context, scenario }: TinyHome, version = 1): Promise<Map<string, Buffer>> {
  const { files } = await context.registry.load({ scenario: scenario.spec.id, version });
  return new Map([...files].map(([name, bytes]) => [name, Buffer.from(bytes)]));
}

export function jsonOf(files: ReadonlyMap<string, Buffer>, name: string): Record<string, unknown> {
  return JSON.parse(files.get(name)?.toString('utf8') ?? 'null') as Record<string, unknown>;
}
