import { z } from 'zod';
import { shown } from '../../core/errors.js';
import { parseCalibration } from '../../evaluation/calibration/index.js';
import { damaged, damagedBy } from './damaged-model.js';
import { Ensemble, type EnsemblePart } from '../prediction/ensemble.js';
import { loadModel, serialiseModel, type SerialisedModel } from './model-file.js';

const formatName = 'sextant-ensemble';
const formatVersion = 1;

const ensembleSchema = z.strictObject({
  format: z.literal(formatName),
  version: z.literal(formatVersion),
  /** Null: the blended outputs stand as they are. */
  calibration: z.unknown(),
  /** In the order of the bytes in weights.bin. */
  parts: z
    .array(
      z.strictObject({
        weight: z.number().min(0).max(1),
        bytes: z.number().int().min(0),
        model: z.unknown(),
      }),
    )
    .min(1),
});

/** An ensemble of one model and no calibration is stored as that model. */
export function serialiseEnsemble({ parts, calibration }: Ensemble): SerialisedModel {
  if (parts.length === 1 && !calibration) return serialiseModel(parts[0].model);
  const written = parts.map(({ model, weight }) => ({ weight, ...serialiseModel(model) }));
  const file = {
    format: formatName,
    version: formatVersion,
    calibration: calibration ?? null,
    parts: written.map(({ weight, json, weights }) => {
      return { weight, bytes: weights.byteLength, model: JSON.parse(json) as unknown };
    }),
  };
  const weights = new Uint8Array(written.reduce((sum, part) => sum + part.weights.byteLength, 0));
  let offset = 0;
  for (const part of written) {
    weights.set(part.weights, offset);
    offset += part.weights.byteLength;
  }
  return { json: `${JSON.stringify(file, null, 2)}\n`, weights };
}

/**
 * What `serialiseEnsemble` wrote, or `serialiseModel`.
 * @throws DamagedFileError naming the file and what is wrong with it.
 */
export function loadEnsemble(json: string, weights: Uint8Array): Ensemble {
  if (!isEnsemble(json)) return new Ensemble([{ model: loadModel(json, weights), weight: 1 }]);
  const file = parseFile(json);
  const bytes = file.parts.reduce((sum, part) => sum + part.bytes, 0);
  if (weights.byteLength !== bytes)
    throw damaged('weights.bin', `${bytes} bytes`, `${weights.byteLength} bytes`);
  const calibration = file.calibration === null ? undefined : parseCalibration(file.calibration);
  const parts: EnsemblePart[] = [];
  try {
    let offset = 0;
    for (const { weight, bytes: length, model } of file.parts) {
      const own = weights.subarray(offset, offset + length);
      parts.push({ weight, model: loadModel(JSON.stringify(model), own) });
      offset += length;
    }
    const kinds = new Set(parts.map(({ model }) => `${model.link}, ${model.shapes.outputs} outputs`));
    if (kinds.size > 1) throw damaged('model.json', 'parts of one kind', shown([...kinds]), '/parts');
    if (parts[0].model.shapes.outputs > 1 && calibration && calibration.method !== 'temperature') {
      throw damaged('model.json', 'a temperature, for several outputs', calibration.method, '/calibration');
    }
  } catch (error) {
    for (const { model } of parts) model.dispose();
    throw error;
  }
  return new Ensemble(parts, calibration);
}

function isEnsemble(json: string): boolean {
  try {
    return (JSON.parse(json) as { format?: unknown } | null)?.format === formatName;
  } catch {
    // Not JSON: the reader of a model says so.
    return false;
  }
}

function parseFile(json: string): z.infer<typeof ensembleSchema> {
  const content: unknown = JSON.parse(json);
  const parsed = ensembleSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw damagedBy(parsed.error, content);
}
