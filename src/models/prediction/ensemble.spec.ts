import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DamagedFileError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { startEngine } from '../../engine/engine.js';
import type { CalibrationState } from '../../evaluation/calibration/index.js';
import { Ensemble, blend } from './ensemble.js';
import { loadEnsemble, serialiseEnsemble } from '../files/ensemble-file.js';
import { ModelFactory } from '../model-factory.js';
import { serialiseModel } from '../files/model-file.js';
import { Model } from './model.js';
import type { NetworkShapes } from '../network/network.js';

const rows = 20;
const random = createRandom(3);
const inputs = {
  features: { data: Float32Array.from({ length: rows * 5 }, () => random.normal()), shape: [5] },
};
const open: { dispose(): void }[] = [];

function modelOf(architecture: 'mlp' | 'tab-m', seed: number, outputs = 1): Model {
  const shapes: NetworkShapes = { inputs: { features: { shape: [5], dtype: 'float32' } }, outputs };
  const link = outputs === 1 ? ('sigmoid' as const) : ('softmax' as const);
  const options = { hidden: [4] };
  const network = ModelFactory.create(architecture, options, shapes, seed);
  const { adapt } = network;
  adapt?.(inputs);
  const model = new Model({ architecture, options, shapes, link }, [network]);
  open.push(model);
  return model;
}

const platt: CalibrationState = { method: 'platt', slope: 0.5, intercept: 1 };

beforeAll(async () => {
  await startEngine('wasm');
});
afterAll(() => open.forEach((one) => one.dispose()));

describe('an ensemble', () => {
  it('answers the weighted mean of its models', () => {
    const [first, second] = [modelOf('mlp', 1), modelOf('tab-m', 2)];
    const ensemble = new Ensemble([
      { model: first, weight: 0.75 },
      { model: second, weight: 0.25 },
    ]);
    const [a, b] = [first.predict(inputs, rows), second.predict(inputs, rows)];
    ensemble.predict(inputs, rows).forEach((value, row) => {
      expect(value).toBe(Math.fround(0.75 * a[row] + 0.25 * b[row]));
    });
    expect(ensemble.members).toHaveLength(2);
  });

  it('calibrates the blend, one probability or several', () => {
    const plain = modelOf('mlp', 1);
    const raw = plain.predict(inputs, rows);
    const mended = new Ensemble([{ model: plain, weight: 1 }], platt).predict(inputs, rows);
    mended.forEach((value, row) => {
      const logit = Math.log(raw[row] / (1 - raw[row]));
      expect(value).toBeCloseTo(1 / (1 + Math.exp(-(0.5 * logit + 1))), 6);
    });
    const three = modelOf('mlp', 4, 3);
    const cool = new Ensemble([{ model: three, weight: 1 }], { method: 'temperature', temperature: 4 });
    const [before, after] = [three.predict(inputs, rows).slice(0, 3), cool.predict(inputs, rows)];
    expect(after.slice(0, 3).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
    expect(Math.max(...after.slice(0, 3))).toBeLessThan(Math.max(...before));
    expect(Math.log(after[0] / after[1])).toBeCloseTo(Math.log(before[0] / before[1]) / 4, 5);
  });

  it('sums in double precision and rounds once', () => {
    const tenths = Array.from({ length: 10 }, () => ({ outputs: Float32Array.of(0.1), weight: 0.1 }));
    expect(blend(tenths)[0]).toBe(Math.fround(0.1));
  });
});

describe('the file of an ensemble', () => {
  const ensembleOf = () =>
    new Ensemble(
      [
        { model: modelOf('tab-m', 5), weight: 0.6 },
        { model: modelOf('mlp', 6), weight: 0.4 },
      ],
      platt,
    );

  it('gives equal predictions after save and load', () => {
    const ensemble = ensembleOf();
    const { json, weights } = serialiseEnsemble(ensemble);
    const loaded = loadEnsemble(json, weights);
    open.push(loaded);
    expect(loaded.predict(inputs, rows)).toEqual(ensemble.predict(inputs, rows));
    expect(serialiseEnsemble(loaded)).toEqual({ json, weights });
  });

  it('is damaged where several classes have the calibration of one', () => {
    const { json, weights } = serialiseEnsemble(
      new Ensemble([{ model: modelOf('mlp', 8, 3), weight: 1 }], platt),
    );
    expect(() => loadEnsemble(json, weights)).toThrow(/expected a temperature, for several outputs/);
  });

  it('is that of a model where there is but one, and reads such files of earlier versions', () => {
    const model = modelOf('mlp', 7);
    const stored = serialiseModel(model);
    expect(serialiseEnsemble(new Ensemble([{ model, weight: 1 }]))).toEqual(stored);
    const loaded = loadEnsemble(stored.json, stored.weights);
    open.push(loaded);
    expect(loaded.predict(inputs, rows)).toEqual(model.predict(inputs, rows));
  });

  it.each<[string, (file: Record<string, unknown>, weights: Uint8Array) => [unknown, Uint8Array]]>([
    ['too few bytes', (file, weights) => [file, weights.subarray(4)]],
    ['another version', (file, weights) => [{ ...file, version: 2 }, weights]],
    ['no parts', (file, weights) => [{ ...file, parts: [] }, weights]],
    ['an unknown key', (file, weights) => [{ ...file, extra: 1 }, weights]],
    ['another calibration', (file, weights) => [{ ...file, calibration: { method: 'beta' } }, weights]],
    [
      'no model in a part',
      (file, weights) => [{ ...file, parts: [{ weight: 1, bytes: 0, model: {} }] }, weights],
    ],
  ])('is damaged with %s', (_, damage) => {
    const { json, weights } = serialiseEnsemble(ensembleOf());
    const [file, bytes] = damage(JSON.parse(json) as Record<string, unknown>, weights);
    expect(() => loadEnsemble(JSON.stringify(file), bytes)).toThrow(DamagedFileError);
    expect(() => loadEnsemble('{', bytes)).toThrow(DamagedFileError);
  });
});
