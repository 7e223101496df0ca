import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { CancelledError, ConflictError, DamagedFileError, NotFoundError } from '../core/errors.js';
import { kindOf, systemReason } from '../core/files/stored-file.js';
import { systemUser } from '../core/processes/system-user.js';
import type { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import { familyOf } from '../learning/index.js';
import type { Report } from '../learning/report.js';
import { servingVersion } from '../registry/champion-files.js';
import { publishersFields } from '../registry/manifest.js';
import type { LoadedModel, ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag, type ModelTag } from '../registry/model-tag.js';
import type { Scenario, ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { askExample } from '../training/ask-example.js';
import { comparisonOf, type Comparison } from '../training/comparison.js';
import { promote } from '../training/promotion.js';
import type { PromotionResult } from '../training/promotion-result.js';
import { damagedVersion } from './refusals.js';
import { readVersion, type ReadVersion } from './read-version.js';

export const importedSchema = z.object({
  model: z.string().describe('What it is called here'),
  from: z.string().describe('What it was called where it was exported'),
  checksum: z.string().describe('Of its manifest there'),
  sameSpecification: z
    .boolean()
    .describe('Whether the scenario is declared here as it was where it was trained'),
  promoted: z.boolean(),
  promotion: z.string(),
  promotionCode: z.string(),
});

export type Imported = z.infer<typeof importedSchema>;

export interface ImportOrder {
  file: string;
  /** False: leave the champion. Absent: let it serve where the gate of trainings lets it. */
  promote?: false | { reason: string };
  signal?: AbortSignal;
}

export interface ImportContext {
  catalogue: ScenarioCatalogue;
  registry: ModelRegistry;
  datasets: DatasetCatalogue;
}

/**
 * Take a version in that another Sextant exported. Nothing is stored before every byte was checked and the version has answered the example of
 * the scenario as it is declared here.
 * @throws NotFoundError without the file or for an unknown scenario; DamagedFileError, InvalidInputError for a file that cannot be trusted;
 *   ConflictError for one of a later form, or a version that does not fit the scenario
 */
export async function importVersion(order: ImportOrder, context: ImportContext): Promise<Imported> {
  await requireFile(order.file);
  const read = await reading(order);
  const { header, manifest, files } = read;
  const scenario = context.catalogue.get(manifest.scenario);
  const report = reportOf(order.file, files);
  const version = { tag: { scenario: manifest.scenario, version: 1 }, manifest, files };
  await requireAnswer(scenario, version, header.model);
  if (order.signal?.aborted) throw stopped();
  const tag = await publish(read, context.registry);
  const result = await promotionOf(order, { scenario, tag, version, report }, context);
  return {
    model: formatModelTag(tag),
    from: header.model,
    checksum: manifest.checksum,
    sameSpecification: manifest.specHash === scenario.specHash,
    promoted: result.promoted,
    promotion: result.promotion,
    promotionCode: result.promotionCode,
  };
}

async function requireFile(file: string): Promise<void> {
  const status = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new NotFoundError(`The exported version ${file} cannot be read: ${systemReason(error)}.`, {
      cause: error,
    });
  });
  if (!status.isFile())
    throw new NotFoundError(`${file} is ${kindOf(status)}; expected an exported version.`);
}

async function reading({ file, signal }: ImportOrder): Promise<ReadVersion> {
  try {
    return await readVersion(file, signal);
  } catch (error) {
    throw signal?.aborted ? stopped() : error;
  }
}

function stopped(): CancelledError {
  return new CancelledError('The import was stopped. Nothing was imported.');
}

function reportOf(file: string, files: ReadVersion['files']): Report {
  const bytes = files.get('report.json');
  if (!bytes) throw damagedVersion(file, 'report.json', 'it is missing');
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Report;
  } catch {
    throw damagedVersion(file, 'report.json', 'it is not JSON');
  }
}

/** What cannot be opened by the scenario as it is declared here, or cannot answer its example, is not stored. */
async function requireAnswer(scenario: Scenario, version: LoadedModel, from: string): Promise<void> {
  try {
    await askExample(scenario, version);
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    const { details, message } = error;
    throw new ConflictError(`${from} does not fit ${scenario.spec.id} as it is declared here. ${message}`, {
      details,
      hint: 'Nothing was imported. Declare the scenario as it was where the version was trained: its scenario.yaml.',
      cause: error,
    });
  }
}

/** The files as they are; the manifest says when it came here, and keeps what its own said. */
async function publish({ header, manifest, files }: ReadVersion, registry: ModelRegistry): Promise<ModelTag> {
  const { scenario, publishedAt, checksum } = manifest;
  const imported = { model: header.model, checksum, publishedAt, suite: header.suite };
  const reason = `imported: ${header.model}, published ${publishedAt}, manifest ${checksum}`;
  return registry.publish(
    scenario,
    Object.fromEntries(files),
    { ...publishersFields(manifest), imported },
    { reason, by: systemUser() },
  );
}

interface Stored {
  scenario: Scenario;
  tag: ModelTag;
  version: LoadedModel;
  report: Report;
}

async function promotionOf(
  { promote: wanted }: ImportOrder,
  { scenario, tag, version, report }: Stored,
  { registry, datasets }: ImportContext,
): Promise<PromotionResult> {
  const comparison =
    wanted === undefined ? await besideChampion(scenario, version, { registry, datasets }) : undefined;
  return promote({ scenario, promote: wanted }, tag, { report, comparison }, registry);
}

/** How it fares beside the champion on rows that neither has learnt from; undefined where there is no champion. */
async function besideChampion(
  scenario: Scenario,
  version: LoadedModel,
  { registry, datasets }: Pick<ImportContext, 'registry' | 'datasets'>,
): Promise<Comparison | undefined> {
  const { spec } = scenario;
  const champion = await servingVersion(registry, spec.id);
  if (!champion) return undefined;
  const data = await familyOf(spec).load(scenario, datasets);
  const scored = data.judgeHeldOut?.([version, champion]);
  const pair = scored && { own: scored[0], other: scored[1] };
  return comparisonOf(pair, { champion, metric: spec.metrics.primary as MetricName, seed: spec.seed });
}
