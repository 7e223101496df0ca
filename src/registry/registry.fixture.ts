import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { ModelRegistry, type FileRemark } from './model-registry.js';

export const scenario = 'finance/credit-scoring';
export const files = { 'model.json': '{"a":1}', 'weights.bin': Uint8Array.from([1, 2, 3, 4]) };
export const now = new Date('2026-02-03T04:05:06.000Z');

/** A home of its own for each test, its registry, and what that remarks. */
export let home: string;
export let registry: ModelRegistry;
export let remarks: FileRemark[];

/** To be called once by each file of tests that uses the registry. */
export function useRegistry(): void {
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-registry-'));
    remarks = [];
    registry = new ModelRegistry(home, { now: () => now }, (remark) => remarks.push(remark));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));
}

export const folder = (...parts: string[]) => join(home, 'models', 'finance', 'credit-scoring', ...parts);
export const publish = () => registry.publish(scenario, files, { seed: 7 });
