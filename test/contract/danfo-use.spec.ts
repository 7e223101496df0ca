import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../../src/core/configuration.js';
import { shippedScenarios } from '../../src/core/paths.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { startEngine } from '../../src/engine/engine.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { loadScenarios } from '../../src/scenarios/load-scenarios.js';
import { ScenarioCatalogue, type Scenario } from '../../src/scenarios/scenario-catalogue.js';
import { openSuite } from '../../src/suite.js';
import { recordOperations } from '../../src/tables/danfo/record-operations.js';
import { trainScenario } from '../../src/training/train-scenario.js';

/**
 * Which operations of danfo the training of each scenario enters, on its sample. They change only where a change means them to; then
 * `SEXTANT_RECORD_GOLDEN=1 npm test -- test/contract/danfo-use` writes them again, and the commit says why.
 */
const file = join(import.meta.dirname, 'danfo-use.json');
const recording = process.env.SEXTANT_RECORD_GOLDEN === '1';

/** What every profile of a table asks of danfo. */
const ofEveryProfile = ['Series.mean', 'Series.std'];

const ids = (await loadScenarios([shippedScenarios])).map(({ spec }) => spec.id);
const expected = existsSync(file)
  ? (JSON.parse(await readFile(file, 'utf8')) as Record<string, string[]>)
  : {};
const recorded: Record<string, string[]> = {};

/** The scenario with few networks that see their rows once: what danfo does comes before them. */
function briefly({ spec, ...scenario }: Scenario): Scenario {
  const model = { ...spec.model, ...(spec.model.beside && { beside: spec.model.beside.slice(0, 1) }) };
  const split = { ...spec.split, validation: { fraction: 0.2 } } as Scenario['spec']['split'];
  return { ...scenario, spec: { ...spec, model, split, training: { ...spec.training, epochs: 1 } } };
}

describe('what danfo does for', () => {
  let home: string;
  let suite: INestApplicationContext;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-danfo-'));
    suite = await openSuite(readConfiguration({ SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'silent' }));
  });
  afterAll(async () => {
    await suite.close();
    await rm(home, { recursive: true, force: true });
    if (recording) await writeFile(file, `${JSON.stringify({ ...expected, ...recorded }, null, 2)}\n`);
  });

  it.each(ids)(
    'the training of %s',
    async (id) => {
      const scenario = briefly(suite.get(ScenarioCatalogue).get(id));
      const engine = await startEngine('wasm');
      const context = { datasets: suite.get(DatasetCatalogue), registry: suite.get(ModelRegistry), engine };
      const recorder = recordOperations();
      await trainScenario({ scenario, seed: 1 }, context).finally(() => recorder.stop());
      recorded[id] = Object.keys(recorder.stop()).sort();
      expect(recorded[id]).toEqual(expect.arrayContaining(ofEveryProfile));
      if (!recording) expect(recorded[id]).toEqual(expected[id]);
    },
    300_000,
  );

  it('no scenario that does not ship', () => {
    expect(Object.keys(recording ? recorded : expected).sort()).toEqual([...ids].sort());
  });
});
