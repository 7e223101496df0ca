import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figure, figureText } from './figures.js';

describe('the text of a figure', () => {
  it.each([0, -0, 1, -1, 0.1, 0.25, 1e-7, 1.5e-6, 123456789, 1234567891, 1e21, -0.000001, 0.9999999999, NaN])(
    'is that of the number: %d',
    (value) => {
      expect(figureText(value)).toBe(String(figure(value)));
    },
  );

  it('is that of the number, whatever it is', () => {
    const value = fc.oneof(
      fc.double(),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.float({ noNaN: true }),
      fc.integer().map((n) => n / 1000),
    );
    fc.assert(
      fc.property(value, (one) => {
        expect(figureText(one)).toBe(String(figure(one)));
      }),
      { numRuns: 5000 },
    );
  });
});
