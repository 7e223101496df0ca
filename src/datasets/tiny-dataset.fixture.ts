import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../core/files/files.js';
import { DatasetCatalogue } from './dataset-catalogue.js';
import { parseDatasetSpec } from './dataset-spec.js';
import { generateSample, sampleCsv } from './generate-sample.js';

/** The original file of the dataset `tiny`. */
export const tinyOriginal = 'red 1 a\nblue -999 b\nred 3 a\n';

/** `dataset.yaml` of `tiny`, with lines replaced for a test. */
export function tinyYaml(...replacements: [string, string][]): string {
  const text = `name: tiny
title: { en: Tiny, zh: 小 }
description: { en: Three rows, zh: 三行 }
licence: CC0
citation: Nobody (2020)
source: https://example.org/tiny
files:
  - name: tiny.data
    sha256: ${sha256(tinyOriginal)}
    bytes: ${tinyOriginal.length}
    urls: [https://example.org/tiny.data]
reader:
  kind: delimited
  file: tiny.data
  delimiter: ' '
  header: false
  columns: [colour, size, class]
  missing: ['-999']
sample:
  mechanism: latent-score
  seed: 1
  rows: 10
  target: { name: class, positive: b, negative: a, rate: 0.3 }
  columns:
    - name: colour
      marginal: { kind: categorical, weights: { red: 2, blue: 1 } }
      effect: { blue: 1 }
    - name: size
      marginal: { kind: uniform-integer, minimum: 1, maximum: 9 }
      effect: { slope: 0.1, centre: 5 }
`;
  return replacements.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`The fixture has no ${from}.`);
    return changed.replace(from, to);
  }, text);
}

/** A catalogue with the one dataset `tiny`, in a new temporary folder. */
export interface TinyCatalogue {
  root: string;
  catalogue: DatasetCatalogue;
  /** Where the original belongs. */
  original: string;
  remove(): Promise<void>;
}

export async function tinyCatalogue(yaml = tinyYaml()): Promise<TinyCatalogue> {
  const root = await mkdtemp(join(tmpdir(), 'sextant-datasets-'));
  await addDataset(root, 'tiny', yaml);
  const home = join(root, 'home');
  return {
    root,
    catalogue: new DatasetCatalogue([join(root, 'datasets'), join(root, 'none')], home),
    original: join(home, 'datasets', 'tiny', 'original', 'tiny.data'),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Write `dataset.yaml` and `sample.csv` of one more dataset. */
export async function addDataset(root: string, folder: string, yaml: string): Promise<void> {
  const path = join(root, 'datasets', folder);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'dataset.yaml'), yaml);
  const spec = parseDatasetSpec({ text: yaml, path });
  await writeFile(join(path, 'sample.csv'), sampleCsv(generateSample(spec)));
}
