import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../core/paths.js';
import type { Engine } from '../engine/engine.js';
import type { DataSource } from '../learning/data-source.js';
import { splitSeedOf } from '../learning/other-seed.js';
import type { Headline } from '../learning/report.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';

interface Provenance {
  scenario: Scenario;
  data: DataSource;
  seed: number;
  engine: Engine;
  headline: Headline;
}

/** Where a version comes from: enough to train it again and to know whether two versions are comparable. */
export function manifestFields({
  scenario,
  data,
  seed,
  engine,
  headline,
}: Provenance): Record<string, unknown> {
  return {
    specHash: scenario.specHash,
    dataHash: data.sha256,
    data: data.kind,
    seed,
    splitSeed: splitSeedOf(scenario.spec),
    engine: engine.name,
    libraries: libraryVersions(),
    headline,
  };
}

/** Installed versions of the libraries that shape a model. */
function libraryVersions(): Record<string, string> {
  const versions = ['@tensorflow/tfjs', 'danfojs-node', 'csv-parse'].map((name) => {
    const manifest = readFileSync(join(projectRoot, 'node_modules', name, 'package.json'), 'utf8');
    return [name, (JSON.parse(manifest) as { version: string }).version];
  });
  return { node: process.version, ...(Object.fromEntries(versions) as Record<string, string>) };
}
