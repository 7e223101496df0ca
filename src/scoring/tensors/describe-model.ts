import { Injectable } from '@nestjs/common';
import { NotReadyError } from '../../core/errors.js';
import { ModelRegistry } from '../../registry/model-registry.js';
import { readExample } from '../../scenarios/example-file.js';
import { ScenarioCatalogue, type Scenario } from '../../scenarios/scenario-catalogue.js';
import type { AnswerEnvelope } from '../../learning/answer.js';
import type { Predictor } from '../../learning/predictor.js';
import { newAnswerId } from '../answer-id.js';
import { answerTable } from '../answer-rows.js';
import { answerHistory, readRows } from '../predict-rows.js';
import { ServedModels } from '../served-models.js';
import { inputDatatype } from './input-datatype.js';
import { modelNameOf } from './model-name.js';
import type { MetadataTensor, ModelMetadata } from './tensor-schemas.js';
import { tensorsOf } from './write-tensors.js';

/** So many versions are remembered: what a version answers never changes. */
const mostRemembered = 64;

/** A scenario as a model of the Open Inference Protocol. */
@Injectable()
export class DescribeModel {
  /** By tag. */
  private readonly outputs = new Map<string, MetadataTensor[]>();

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    private readonly models: ServedModels,
  ) {}

  /** @throws NotFoundError for an unknown scenario or version. */
  async execute(id: string, version?: number): Promise<ModelMetadata> {
    const scenario = this.catalogue.get(id);
    const { spec } = scenario;
    const versions = await this.registry.versions(spec.id);
    const outputs = await this.outputsOf(scenario, version);
    return {
      name: modelNameOf(spec.id),
      versions: versions.map(String),
      platform: 'sextant',
      inputs: spec.columns.map((column) => ({
        name: column.name,
        datatype: inputDatatype(column),
        shape: [-1],
      })),
      ...(outputs && { outputs }),
    };
  }

  /** @throws NotReadyError before the first model; NotFoundError for an unknown version; DamagedFileError for one that cannot be read. */
  async ready(id: string, version?: number): Promise<void> {
    await this.models.use({ scenario: id, version }, () => Promise.resolve());
  }

  /** What the answer to the example has. */
  private async outputsOf(scenario: Scenario, version?: number): Promise<MetadataTensor[] | undefined> {
    const { id } = scenario.spec;
    const { example } = await readExample(scenario);
    if (example === undefined || !(await this.hasModel(id, version))) return undefined;
    return this.models.use({ scenario: id, version }, (served) => {
      const known = this.outputs.get(served.tag) ?? metadataOf(answersTo(example, served));
      if (this.outputs.size >= mostRemembered) this.outputs.clear();
      this.outputs.set(served.tag, known);
      return Promise.resolve(known);
    });
  }

  /** False before the first model. */
  private async hasModel(id: string, version?: number): Promise<boolean> {
    try {
      await this.models.get(id, version);
      return true;
    } catch (error) {
      if (error instanceof NotReadyError) return false;
      throw error;
    }
  }
}

/** Neither counted nor compared with what was learnt from: nobody asked. */
function answersTo(example: unknown, served: Predictor): AnswerEnvelope[] {
  const [[form, given]] = Object.entries(example as Record<string, unknown>);
  const rows = form === 'features' ? [given] : (given as unknown[]);
  const pointers = (row: number) => `/${form}/${row}`;
  if (form === 'history') return answerHistory(served, rows, pointers);
  return answerTable(served, readRows(served, rows, pointers), { newId: newAnswerId });
}

function metadataOf(answers: readonly AnswerEnvelope[]): MetadataTensor[] {
  return tensorsOf(answers).map(({ name, datatype, shape: [, ...rest] }) => ({
    name,
    datatype,
    shape: [-1, ...rest],
  }));
}
