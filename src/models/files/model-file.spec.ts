import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DamagedFileError } from '../../core/errors.js';
import { startEngine } from '../../engine/engine.js';
import { tf } from '../../engine/tf.js';
import { loadModel, serialiseModel } from './model-file.js';
import { ModelFactory } from '../model-factory.js';
import { Model } from '../prediction/model.js';

interface Content {
  [key: string]: unknown;
  options: Record<string, unknown>;
  weights: Record<string, unknown>[];
}

describe('a model on disk', () => {
  let model: Model;
  let json: string;
  let weights: Uint8Array;

  beforeAll(async () => {
    await startEngine('wasm');
    const shapes = { inputs: { features: { shape: [3], dtype: 'float32' as const } }, outputs: 2 };
    const members = [1, 2].map((seed) => ModelFactory.create('mlp', { hidden: [4] }, shapes, seed));
    model = new Model({ architecture: 'mlp', options: { hidden: [4] }, shapes, link: 'softmax' }, members);
    ({ json, weights } = serialiseModel(model));
  });
  afterAll(() => model.dispose());

  function changed(change: (content: Content) => void): string {
    const content = JSON.parse(json) as Content;
    change(content);
    return JSON.stringify(content);
  }

  it('says of itself what it is', () => {
    const content = JSON.parse(json) as Content;
    expect(content).toMatchObject({ format: 'sextant-model', version: 1, architecture: 'mlp', members: 2 });
    expect(content.options).toMatchObject({ hidden: [4], activation: 'relu', dropout: 0.1, wide: false });
    expect(content.weights[1]).toEqual({
      member: 0,
      name: 'hidden-1/bias',
      shape: [4],
      dtype: 'float32',
      offset: 48,
    });
    expect(weights).toHaveLength(2 * 4 * (12 + 4 + 8 + 2));
  });

  it('is read from bytes at any place in memory', () => {
    const shifted = new Uint8Array(weights.length + 1);
    shifted.set(weights, 1);
    const loaded = loadModel(json, shifted.subarray(1));
    expect(serialiseModel(loaded).weights).toEqual(weights);
    loaded.dispose();
  });

  const damages: [string, (content: Content) => void, string][] = [
    ['another format', (content) => (content.format = 'x'), '/format'],
    ['a later version', (content) => (content.version = 2), 'format version 1, received 2'],
    ['an unknown architecture', (content) => (content.architecture = 'forest'), '/architecture'],
    ['an unknown key', (content) => (content.code = 'require("fs")'), 'code'],
    ['an unknown option', (content) => (content.options.deep = 1), 'deep'],
    ['another option', (content) => (content.options.hidden = [5]), '/weights/0'],
    ['an unknown link', (content) => (content.link = 'tanh'), '/link'],
    ['another number of members', (content) => (content.members = 3), '12 weights, received 8'],
    ['another name of a weight', (content) => (content.weights[2].name = 'x'), '/weights/2'],
    ['another shape', (content) => (content.weights[0].shape = [4, 3]), '/weights/0'],
    ['another type', (content) => (content.weights[0].dtype = 'float64'), '/weights/0/dtype'],
    ['another offset', (content) => (content.weights[1].offset = 4), '/weights/1'],
  ];

  it.each(damages)('with %s is refused', (_, change, reason) => {
    const before = tf.memory().numTensors;
    const load = () => loadModel(changed(change), weights);
    expect(load).toThrow(DamagedFileError);
    expect(load).toThrow('model.json');
    expect(load).toThrow(reason);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('that is cut short, too long, or holds no numbers is refused', () => {
    expect(() => loadModel(json.slice(0, 40), weights)).toThrow(DamagedFileError);
    expect(() => loadModel('[]', weights)).toThrow(DamagedFileError);
    expect(() => loadModel(json, weights.slice(4))).toThrow(
      'weights.bin is damaged or of another version: expected 208',
    );
    expect(() => loadModel(json, new Uint8Array(212))).toThrow('212 bytes');
    const wrong = weights.slice();
    new DataView(wrong.buffer).setFloat32(8, NaN, true);
    expect(() => loadModel(json, wrong)).toThrow('NaN at byte 8');
  });
});
