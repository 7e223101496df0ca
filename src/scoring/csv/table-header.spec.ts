import { describe, expect, it } from '@jest/globals';
import type { Predictor } from '../../learning/predictor.js';
import { outputHeader, resultColumns } from './table-header.js';

const served = { columns: ['prediction', 'probability'] } as unknown as Predictor;

describe('the columns that scoring adds', () => {
  it('keep their names where the table has others', () => {
    expect(resultColumns(['size', 'Model'], served)).toEqual({
      names: ['prediction', 'probability', 'model'],
      renamed: {},
    });
  });

  it('give way to a column of the table, and to one that has that name, too', () => {
    const header = ['model', 'size', 'prediction', 'sextant_prediction'];
    expect(resultColumns(header, served)).toEqual({
      names: ['sextant_prediction_2', 'probability', 'sextant_model'],
      renamed: { prediction: 'sextant_prediction_2', model: 'sextant_model' },
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
});
