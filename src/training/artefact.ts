import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../core/paths.js';
import { serialiseEnsemble } from '../models/files/ensemble-file.js';
import type { Engine } from '../engine/engine.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { FittedScenario } from '../learning/rows/fit/fit-scenario.js';
import type { HeldOutRows } from '../learning/rows/judge/held-out-rows.js';
import { modelCard } from './model-card.js';
import { plotOf } from '../learning/rows/judge/plot.js';
import type { Headline, Report } from '../learning/report.js';
import type { Profile } from '../tables/profile/profile-schema.js';
import type { DataSource } from '../learning/rows/load/training-data.js';

interface ArtefactParts {
  scenario: Scenario;
  fitted: FittedScenario;
  held: HeldOutRows;
  report: Report;
  profile: Profile;
}

/** The files of a version, by name. */
export function artefactFiles({
  scenario,
  fitted,
  held,
  report,
  profile,
}: ArtefactParts): Record<string, string | Uint8Array> {
  const { json, weights } = serialiseEnsemble(fitted.served.model);
  const files: Record<string, string | Uint8Array> = {
    'model.json': json,
    'weights.bin': weights,
    'preparation.json': toJson({ features: fitted.preparation.toJSON(), target: fitted.fitted }),
    'report.json': toJson(report),
    'profile.json': profileJson(profile),
    'card.md': modelCard(scenario, report, profile),
  };
  const plot = plotOf({ scenario, fitted, held });
  if (plot !== undefined) files['plot.svg'] = plot;
  return files;
}

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

/** On one line: a profile is mostly long lists of numbers. */
export function profileJson(profile: Profile): string {
  return `${JSON.stringify(profile)}\n`;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
