import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine } from '../../engine/engine.js';
import type { LinkName } from './links.js';
import { ModelFactory } from '../model-factory.js';
import { Model } from './model.js';
import type { Network } from '../network/network.js';
import { ParameterVector } from '../network/parameter-vector.js';

describe('prediction', () => {
  const members: Network[] = [];

  /** Linear networks of one feature and two outputs with the given weights (two slopes, two offsets). */
  function modelOf(link: LinkName, ...weights: number[][]): Model {
    const shapes = { inputs: { features: { shape: [1], dtype: 'float32' as const } }, outputs: 2 };
    const networks = weights.map((values) => {
      const network = ModelFactory.create('linear', {}, shapes, 1);
      const parameters = new ParameterVector(network);
      parameters.values.set(values);
      parameters.write();
      return network;
    });
    members.push(...networks);
    return new Model({ architecture: 'linear', options: {}, shapes, link }, networks);
  }

  const inputs = { features: { data: Float32Array.of(0, 1, 2), shape: [1] } };

  beforeAll(async () => {
    await startEngine('wasm');
  });
  afterAll(() => members.forEach((member) => member.dispose()));

  function expectClose(found: Float32Array, expected: number[]): void {
    expect(found).toHaveLength(expected.length);
    expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6));
  }

  it('links the outputs', () => {
    const weights = [1, -2, 0.5, 0];
    expectClose(modelOf('identity', weights).predict(inputs, 3), [0.5, 0, 1.5, -2, 2.5, -4]);
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    expectClose(modelOf('sigmoid', weights).predict(inputs, 3), [0.5, 0, 1.5, -2, 2.5, -4].map(sigmoid));
    const first = [0.5, 3.5, 6.5].map(sigmoid);
    expectClose(
      modelOf('softmax', weights).predict(inputs, 3),
      first.flatMap((share) => [share, 1 - share]),
    );
  });

  it('averages probabilities, not logits, over the members', () => {
    const model = modelOf('sigmoid', [0, 0, 100, 100], [0, 0, -100, 100], [0, 0, -100, 100]);
    expectClose(model.predict(inputs, 3), [1 / 3, 1, 1 / 3, 1, 1 / 3, 1]);
  });

  it('averages over the members inside one network, too', () => {
    const shapes = { inputs: { features: { shape: [1], dtype: 'float32' as const } }, outputs: 2 };
    const options = { members: 3, hidden: [2], dropout: 0 };
    const network = ModelFactory.create('tab-m', options, shapes, 1);
    members.push(network);
    const parameters = new ParameterVector(network);
    // Nothing comes through the hidden layer: each member answers by its output bias alone.
    parameters.values.fill(0);
    parameters.values.set([100, 100, -100, 100, -100, 100], parameters.values.length - 6);
    parameters.write();
    const model = new Model({ architecture: 'tab-m', options, shapes, link: 'sigmoid' }, [network]);
    expectClose(model.predict(inputs, 3), [1 / 3, 1, 1 / 3, 1, 1 / 3, 1]);
  });

  it('answers no rows with nothing', () => {
    const empty = { features: { data: new Float32Array(0), shape: [1] } };
    expect(modelOf('identity', [1, 1, 1, 1]).predict(empty, 0)).toHaveLength(0);
  });

  it('refuses rows of another form', () => {
    const model = modelOf('identity', [1, 1, 1, 1]);
    expect(() => model.predict(inputs, 4)).toThrow('expected 4 values of features, received 3');
    expect(() => model.predict({ items: inputs.features }, 3)).toThrow(
      'expected the inputs features, received items',
    );
    const whole = { features: { data: Int32Array.of(1), shape: [1] } };
    expect(() => model.predict(whole, 1)).toThrow('features as float32 [1] per row, received int32 [1]');
  });

  it('refuses a model without members', () => {
    expect(() => modelOf('identity')).toThrow('at least one member');
  });
});
