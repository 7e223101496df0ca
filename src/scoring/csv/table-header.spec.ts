import { describe, expect, it } from '@jest/globals';
import type { Predictor } from '../../learning/predictor.js';
import { checkResultOptions, outputHeader, resultColumns } from './table-header.js';

const served = { columns: ['prediction', 'probability'] } as unknown as Predictor;

describe('the columns that scoring adds', () => {
  it('keep their names where the table has others', () => {
    expect(resultColumns(['size', 'Model'], served)).toEqual({
      names: ['prediction', 'probability', 'model'],
      renamed: {},
      ofClasses: {},
    });
  });

  it('give way to a column of the table, and to one that has that name, too', () => {
    const header = ['model', 'size', 'prediction', 'sextant_prediction'];
    expect(resultColumns(header, served)).toEqual({
      names: ['sextant_prediction_2', 'probability', 'sextant_model'],
      renamed: { prediction: 'sextant_prediction_2', model: 'sextant_model' },
      ofClasses: {},
    });
    const written = outputHeader(header, served);
    expect(new Set(written).size).toBe(written.length);
  });

  it('of a file that is scored again stand beside those of before', () => {
    const once = outputHeader(['size'], served);
    const twice = outputHeader(once, served);
    expect(outputHeader(twice, served).slice(-3)).toEqual([
      ...['sextant_prediction_2', 'sextant_probability_2', 'sextant_model_2'],
    ]);
  });

  it('have the classes behind the model where these are asked for, and only there', () => {
    const classColumns = [
      { label: 'a', name: 'probability_a' },
      { label: 'b', name: 'probability_b' },
    ];
    const ofClasses = { ...served, classColumns };
    expect(resultColumns(['probability_b'], ofClasses, { probabilities: true, warnings: true })).toEqual({
      names: ['prediction', 'probability', 'model', 'probability_a', 'sextant_probability_b', 'warnings'],
      renamed: { probability_b: 'sextant_probability_b' },
      ofClasses: { a: 'probability_a', b: 'sextant_probability_b' },
    });
    expect(resultColumns([], ofClasses).names).toEqual(['prediction', 'probability', 'model']);
  });

  it('are refused where the classes are asked for and there are no more than two', () => {
    const scenario = { spec: { id: 'test/tiny' } } as Predictor['scenario'];
    expect(() => checkResultOptions({ ...served, scenario }, { probabilities: true })).toThrow(
      expect.objectContaining({
        details: [
          {
            expected: 'a scenario of more than two classes',
            received: 'test/tiny, which answers with prediction, probability',
          },
        ],
      }),
    );
    expect(() => checkResultOptions({ ...served, scenario }, { warnings: true })).not.toThrow();
    expect(() => checkResultOptions({ ...served, classColumns: [] }, { probabilities: true })).not.toThrow();
  });
});
