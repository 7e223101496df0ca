import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { projectRoot, shippedScenarios } from '../src/core/paths.js';
import { DatasetCatalogue } from '../src/datasets/dataset-catalogue.js';
import { startEngine } from '../src/engine/engine.js';
import { ModelRegistry } from '../src/registry/model-registry.js';
import { ScenarioCatalogue, type Scenario } from '../src/scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../src/scenarios/schema/scenario.js';
import { trainScenario } from '../src/training/train-scenario.js';

export interface QuickTraining {
  seed?: number;
  model?: ScenarioSpec['model'];
}

/** A suite and the home of its models. */
export interface SuiteOfHome {
  suite: INestApplicationContext;
  home: string;
}

/**
 * Train and publish in few epochs, good enough whatever comes out. Many tests need the same first version of a scenario that ships: the
 * first keeps it among the temporary files, the others copy it.
 */
export async function trainQuickly(
  { suite, home }: SuiteOfHome,
  id: string,
  { seed, model }: QuickTraining = {},
): Promise<void> {
  const scenario = suite.get(ScenarioCatalogue).get(id);
  const registry = suite.get(ModelRegistry);
  const isFirst = (await registry.versions(id)).length === 0;
  const own = join(home, 'models', ...id.split('/'));
  const kept =
    isFirst && scenario.folder.startsWith(shippedScenarios) ? await placeOf(id, { seed, model }) : undefined;
  if (kept && (await copied(kept, own))) return;
  const context = { datasets: suite.get(DatasetCatalogue), registry, engine: await startEngine('wasm') };
  const promote = { reason: 'good enough for a test' };
  await trainScenario({ scenario: brief(scenario, model), seed, promote }, context);
  if (kept) await keep(own, kept);
}

function brief(scenario: Scenario, model: ScenarioSpec['model'] | undefined): Scenario {
  const { spec } = scenario;
  return {
    ...scenario,
    spec: {
      ...spec,
      model: model ?? spec.model,
      training: { ...spec.training, epochs: 4 },
      split: { ...spec.split, validation: { fraction: 0.2 } },
      metrics: { primary: spec.metrics.primary },
    },
  };
}

const folderPrefix = 'sextant-quick-trainings-';

let everything: Promise<string> | undefined;

/** Where a version is kept: trained by the same code, on the same data, by the same order. */
async function placeOf(id: string, order: QuickTraining): Promise<string> {
  everything ??= (async () => {
    const folder = join(tmpdir(), `${folderPrefix}${await digestOfSources()}`);
    await removeOld();
    return folder;
  })();
  return join(await everything, `${id.replace('/', '.')}-${digest(JSON.stringify(order))}`);
}

/** Of whatever a training depends on. */
async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  hash.update(await readFile(join(projectRoot, 'package-lock.json')));
  for (const folder of ['src', 'scenarios', 'datasets']) {
    const entries = await readdir(join(projectRoot, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'));
    const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
    for (const path of paths) hash.update(path).update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

const day = 24 * 3_600_000;

/** What other code trained, some time ago. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue;
    const path = join(tmpdir(), name);
    const written = await stat(path).catch(() => undefined);
    if (written && Date.now() - written.mtimeMs > day) await rm(path, { recursive: true, force: true });
  }
}

async function copied(kept: string, own: string): Promise<boolean> {
  if (!(await stat(kept).catch(() => undefined))) return false;
  await mkdir(dirname(own), { recursive: true });
  await cp(kept, own, { recursive: true });
  return true;
}

/** In one step; when another test was faster, its version stays. */
async function keep(own: string, kept: string): Promise<void> {
  const half = join(dirname(kept), `.${process.pid}-${basename(kept)}`);
  await mkdir(dirname(kept), { recursive: true });
  await cp(own, half, { recursive: true });
  await rename(half, kept).catch(() => rm(half, { recursive: true, force: true }));
}
