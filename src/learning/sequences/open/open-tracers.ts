import { DamagedFileError, shown } from '../../../core/errors.js';
import { loadModel } from '../../../models/files/model-file.js';
import type { Model } from '../../../models/prediction/model.js';
import { bytesOf, parse, textOf } from '../../artefact-reader.js';
import { parseFitted } from '../../parse-fitted.js';
import { tracingStateSchema, type TracingState } from '../files/state.js';
import { weightsFile } from '../../network-files.js';
import { factorModel } from '../fit/performance-factors.js';
import { responseModel } from '../fit/item-response.js';
import { knowledgeModel } from '../fit/knowledge-tracing.js';
import { networkTracer } from '../fit/network-tracer.js';
import { blendOf, tracerOf, type Tracer } from '../fit/tracer.js';

export interface OpenedTracers {
  state: TracingState;
  /** What serves. */
  tracer: Tracer;
  dispose: () => void;
}

/** @throws DamagedFileError when a file of the version is missing, not of its form, or does not fit the others. */
export function openTracers(files: Map<string, Uint8Array>): OpenedTracers {
  const state = parseFitted(tracingStateSchema, parse(files, 'preparation.json'));
  const skills = state.skills.length + 1;
  const lists = [state.knowledge, state.responses.difficulty, state.factors, state.prerequisites];
  for (const list of lists) requireSize(skills, list.length);
  const models: Model[] = [];
  const dispose = () => models.forEach((model) => model.dispose());
  try {
    const networks = state.networks.map(({ name, file }) => {
      const model = loadModel(textOf(files, `${file}.json`), bytesOf(files, weightsFile(file)));
      models.push(model);
      requireSize(state.steps, model.shapes.outputs);
      return networkTracer(name, { predict: model.predict.bind(model), steps: state.steps, skills });
    });
    const baselines = [
      knowledgeModel(state.knowledge),
      responseModel(state.responses),
      factorModel(state.factors),
    ];
    const tracers = [...networks, ...baselines.map((model) => tracerOf(model as never))];
    return { state, tracer: servedBy(state, tracers), dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

function servedBy({ served }: TracingState, tracers: readonly Tracer[]): Tracer {
  const parts = served.map(({ name, share }) => {
    const tracer = tracers.find((one) => one.name === name);
    if (tracer) return { tracer, share };
    throw new DamagedFileError('The version is answered by a part that it does not hold.', {
      details: [{ expected: tracers.map((one) => one.name).join(', '), received: shown(name) }],
    });
  });
  return parts.length === 1 ? parts[0].tracer : blendOf(parts);
}

function requireSize(expected: number, received: number): void {
  if (expected === received) return;
  throw new DamagedFileError('The parts of the version do not fit each other.', {
    details: [{ expected: String(expected), received: String(received) }],
  });
}
