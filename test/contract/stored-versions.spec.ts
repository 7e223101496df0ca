import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedScenarios } from '../../src/core/paths.js';
import { startEngine } from '../../src/engine/engine.js';
import { openVersion } from '../../src/learning/index.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { loadOneScenario } from '../../src/scenarios/load-scenarios.js';
import { readRows } from '../../src/scoring/predict-rows.js';

/**
 * One version of each format that was ever published, as it was written then: the lesson, trained on its own points. A new format adds a
 * folder here and leaves the others as they are.
 */
const folder = join(import.meta.dirname, 'stored-versions');
const formats = await readdir(folder);
const id = 'basics/linear-regression';

describe.each(formats)('a stored version of %s', (format) => {
  let home: string;
  beforeAll(async () => {
    await startEngine('wasm');
    home = await mkdtemp(join(tmpdir(), 'sextant-stored-'));
    await cp(join(folder, format), join(home, 'models', ...id.split('/'), '1'), { recursive: true });
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('loads, and answers as it did', async () => {
    const scenario = { ...(await loadOneScenario([shippedScenarios], id)), plugin: {} };
    const predictor = await openVersion(scenario, await new ModelRegistry(home).load(`${id}@1`));
    const { prediction } = predictor.answers(readRows(predictor, [{ x: 3 }], () => '/features')).answer(0);
    expect(prediction).toEqual({ value: 6.92911005, interval: [5.05013102, 8.80808908] });
    predictor.dispose();
  });
});
