import { InvalidInputError, shown } from '../../core/errors.js';
import { parseModelTag } from '../../registry/model-tag.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import type { PredictionResponse } from '../predict-rows.js';
import { modelNameOf } from './model-name.js';
import { parseInferRequest, rowsOfTensors, type PredictionBody } from './read-tensors.js';
import type { InferRequest, InferResponse, OutputTensor } from './tensor-schemas.js';
import { tensorsOf } from './write-tensors.js';

/**
 * Answer a request of the Open Inference Protocol by a prediction of the same rows: the same bits.
 * @throws InvalidInputError for what the protocol, the model or the prediction does not take.
 */
export async function answerTensors(
  body: unknown,
  { id, columns }: Pick<ScenarioSpec, 'id' | 'columns'>,
  predict: (body: PredictionBody) => Promise<PredictionResponse>,
): Promise<InferResponse> {
  const request = parseInferRequest(body);
  const response = await predict(rowsOfTensors(request, columns));
  const answers = 'answers' in response ? response.answers : [response];
  return {
    model_name: modelNameOf(id),
    model_version: String(parseModelTag(response.model).version),
    ...(request.id !== undefined && { id: request.id }),
    outputs: askedOutputs(tensorsOf(answers), request),
  };
}

function askedOutputs(tensors: OutputTensor[], { outputs }: InferRequest): OutputTensor[] {
  if (outputs === undefined || outputs.length === 0) return tensors;
  return outputs.map(({ name }, at) => {
    const tensor = tensors.find((one) => one.name === name);
    if (tensor) return tensor;
    const expected = `one of ${tensors.map((one) => one.name).join(', ')}`;
    throw new InvalidInputError('The model has no such output.', {
      details: [{ pointer: `/outputs/${at}/name`, expected, received: shown(name) }],
    });
  });
}
