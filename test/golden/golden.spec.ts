import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { shippedScenarios } from '../../src/core/paths.js';
import { loadScenarios } from '../../src/scenarios/load-scenarios.js';
import { recordScenario, type GoldenRecord } from './record-scenario.js';

/**
 * What every scenario gave when it was recorded: bytes of scored rows, weights and endpoints' answers, and figures. They change only
 * where a change means them to; then `SEXTANT_RECORD_GOLDEN=1 npm test -- test/golden` writes them again, and the commit says why.
 */
const file = join(import.meta.dirname, 'golden.json');
const recording = process.env.SEXTANT_RECORD_GOLDEN === '1';

/** Of a figure, relative to it: what another processor's rounding may change. */
const tolerance = 1e-3;

const scenarios = await loadScenarios([shippedScenarios]);
const golden: Record<string, GoldenRecord> = existsSync(file)
  ? (JSON.parse(await readFile(file, 'utf8')) as Record<string, GoldenRecord>)
  : {};
const recorded: Record<string, GoldenRecord> = {};

describe('the golden record', () => {
  afterAll(async () => {
    if (recording) await writeFile(file, `${JSON.stringify({ ...golden, ...recorded }, null, 2)}\n`);
  });

  it('has every scenario that ships', () => {
    const ids = scenarios.map(({ spec }) => spec.id).sort();
    expect(recording ? ids : Object.keys(golden).sort()).toEqual(ids);
  });

  it.each(scenarios.map(({ spec }) => spec.id))(
    '%s gives what it gave',
    async (id) => {
      const { metrics, ...bytes } = await recordScenario(id);
      recorded[id] = { metrics, ...bytes };
      if (recording) return;
      const { metrics: figures, ...expected } = golden[id];
      expect(bytes).toEqual(expected);
      expect(Object.keys(metrics)).toEqual(Object.keys(figures));
      for (const [name, value] of Object.entries(figures)) {
        const [least, most] = [tolerance * Math.abs(value ?? 0), value];
        if (most === null) expect(metrics[name]).toBeNull();
        else expect(Math.abs((metrics[name] ?? NaN) - most)).toBeLessThanOrEqual(least);
      }
    },
    600_000,
  );
});
