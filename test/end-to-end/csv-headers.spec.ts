import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

let tiny: TinySuite;
beforeAll(async () => {
  tiny = await openTinySuite();
});
afterAll(() => tiny.remove());

describe('columns of a file that are named like results', () => {
  it('pass through, and the results stand beside them under names of their own, as the receipt says', async () => {
    const { header, rows, result } = await tiny.score('model,size,colour,probability\nCorsa,3.5,b,0.1\n');
    expect(header).toEqual([
      ...['model', 'size', 'colour', 'probability'],
      ...['prediction', 'sextant_probability', 'decision', 'sextant_model'],
    ]);
    const { model, probability, sextant_model, sextant_probability } = rows[0];
    expect([model, probability, sextant_model]).toEqual(['Corsa', '0.1', `${tinyId}@1`]);
    const { prediction } = await tiny.predict({ size: 3.5, colour: 'b' });
    expect(Number(sextant_probability)).toBe((prediction as { probability: number }).probability);
    expect(result.renamed).toEqual({ probability: 'sextant_probability', model: 'sextant_model' });
  });

  it('are not spoken of where there are none', async () => {
    expect((await tiny.score('size,colour\n3.5,b\n')).result).not.toHaveProperty('renamed');
  });
});
