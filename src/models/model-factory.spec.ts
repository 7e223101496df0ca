import { beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../core/errors.js';
import { startEngine } from '../engine/engine.js';
import { ModelFactory } from './model-factory.js';
import type { NetworkShapes } from './network/network.js';

const shapes: NetworkShapes = { inputs: { features: { shape: [3], dtype: 'float32' } }, outputs: 1 };

function errorOf(call: () => unknown): InvalidSpecificationError {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidSpecificationError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('the model factory', () => {
  beforeAll(async () => {
    await startEngine('wasm');
  });

  it('fills in defaults', () => {
    expect(ModelFactory.checkOptions('linear', {})).toEqual({});
    expect(ModelFactory.checkOptions('mlp', { wide: true })).toMatchObject({
      hidden: [64, 32],
      activation: 'relu',
      dropout: 0.1,
      wide: true,
    });
  });

  it('says where each option is wrong, what was expected and what was received', () => {
    const given = { hidden: [64, 0], activation: 'swish', depth: 3, wide: 'yes' };
    const { details } = errorOf(() => ModelFactory.checkOptions('mlp', given));
    expect(details).toEqual(
      expect.arrayContaining([
        { pointer: '/options/hidden/1', expected: 'at least 1', received: '0' },
        { pointer: '/options/activation', expected: 'one of "relu", "gelu", "tanh"', received: '"swish"' },
        { pointer: '/options/wide', expected: 'boolean', received: '"yes"' },
        { pointer: '/options/depth', expected: 'no such key', received: 'the unknown key "depth"' },
      ]),
    );
    expect(details).toHaveLength(4);
  });

  it('names the architectures there are when asked for another', () => {
    const { message, details } = errorOf(() => ModelFactory.create('perceptron', {}, shapes, 1));
    expect(message).toContain('one of linear, mlp');
    expect(details[0]).toMatchObject({ pointer: '/architecture', received: '"perceptron"' });
    expect(() => ModelFactory.create('toString', {}, shapes, 1)).toThrow(InvalidSpecificationError);
  });

  it('refuses shapes that an architecture cannot take', () => {
    const two = { inputs: { ...shapes.inputs, items: { shape: [1], dtype: 'int32' as const } }, outputs: 1 };
    expect(() => ModelFactory.create('mlp', {}, two, 1)).toThrow('one input "features"');
    expect(() => ModelFactory.create('mlp', {}, { ...shapes, outputs: 0 }, 1)).toThrow('at least one output');
  });

  it('adds a linear path when asked to, and builds the rest the same', () => {
    const plain = ModelFactory.create('mlp', { hidden: [4] }, shapes, 9);
    const wide = ModelFactory.create('mlp', { hidden: [4], wide: true }, shapes, 9);
    expect([...wide.weights.keys()]).toEqual([...plain.weights.keys(), 'wide/kernel']);
    for (const [name, { variable }] of plain.weights) {
      expect(wide.weights.get(name)?.variable.dataSync()).toEqual(variable.dataSync());
    }
    plain.dispose();
    wide.dispose();
  });
});
