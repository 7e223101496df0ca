import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quantileOfSorted } from './quantile.js';
import { digamma, incompleteBeta, logGamma, studentTCumulative, studentTQuantile } from './student-t.js';

const relative = (actual: number, expected: number) => Math.abs(actual / expected - 1);

// The figures: SciPy 1.17.1, printed by test/reference/metrics.py.
describe("Student's t agrees with SciPy", () => {
  it.each([
    [0.6, 1, 0.32491969623290634],
    [0.6, 2, 0.2886751345948128],
    [0.6, 3.5, 0.27326545405577973],
    [0.6, 4, 0.2707222947075976],
    [0.6, 14, 0.25821265388905856],
    [0.6, 29, 0.25568363457125604],
    [0.6, 200, 0.25368437919014747],
    [0.9, 1, 3.0776835371752544],
    [0.9, 2, 1.8856180831641272],
    [0.9, 3.5, 1.5765766051364052],
    [0.9, 4, 1.533206274058944],
    [0.9, 14, 1.345030374454651],
    [0.9, 29, 1.311433647301551],
    [0.9, 200, 1.2857987939948012],
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 3.5, 2.9400886379827282],
    [0.975, 4, 2.7764451051977934],
    [0.975, 14, 2.144786687917804],
    [0.975, 29, 2.045229642132703],
    [0.975, 200, 1.9718962236339088],
    [0.995, 1, 63.656741162871526],
    [0.995, 2, 9.924843200918287],
    [0.995, 3.5, 5.085702223091256],
    [0.995, 4, 4.604094871349992],
    [0.995, 14, 2.9768427343708344],
    [0.995, 29, 2.756385903670605],
    [0.995, 200, 2.600634436191558],
    [0.99999, 1, 31830.988608051957],
    [0.99999, 2, 223.60344363454604],
    [0.99999, 3.5, 31.585022230708937],
    [0.99999, 4, 23.332182700855984],
    [0.99999, 14, 6.286549357713398],
    [0.99999, 29, 5.0855047020118995],
    [0.99999, 200, 4.3693895523436925],
  ])('quantile of %d at %d degrees', (probability, degrees, expected) => {
    expect(relative(studentTQuantile(probability, degrees), expected)).toBeLessThan(1e-10);
    expect(studentTQuantile(1 - probability, degrees)).toBeLessThan(0);
  });

  it.each([
    [-12, 1, 0.026464676059589878],
    [-12, 4, 0.0001382142742514865],
    [-12, 14, 4.676665369683922e-9],
    [-12, 200, 1.2110680026233124e-25],
    [-1.3, 1, 0.20871440016015272],
    [-1.3, 4, 0.13172579823561206],
    [-1.3, 14, 0.1072987962809679],
    [-1.3, 200, 0.09754859465442814],
    [0.01, 1, 0.503182992764907],
    [0.01, 4, 0.5037499218770507],
    [0.01, 14, 0.5039188045792966],
    [0.01, 200, 0.5039843724233595],
    [2.5, 1, 0.8788810584091566],
    [2.5, 4, 0.966616727594006],
    [2.5, 14, 0.9872666676929689],
    [2.5, 200, 0.9933884136791497],
  ])('cumulative of %d at %d degrees', (t, degrees, expected) => {
    expect(relative(studentTCumulative(t, degrees), expected)).toBeLessThan(1e-11);
  });

  it.each([
    [0.2, 2, 3, 0.1808],
    [0.9, 0.5, 0.5, 0.7951672353008665],
    [0.01, 7, 0.5, 2.1039525492990495e-15],
  ])('incomplete beta of %d (%d, %d)', (x, a, b, expected) => {
    expect(relative(incompleteBeta(x, a, b), expected)).toBeLessThan(1e-12);
  });

  it.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [3, 0.6931471805599453],
    [12.25, 18.115669505710894],
    [150, 600.0094705553274],
  ])('ln gamma of %d', (x, expected) => {
    expect(relative(logGamma(x), expected)).toBeLessThan(1e-12);
  });

  it.each([
    [0.5, -1.9635100260214235],
    [1, -0.5772156649015329],
    [10, 2.251752589066721],
  ])('digamma of %d', (x, expected) => {
    expect(relative(digamma(x), expected)).toBeLessThan(1e-11);
  });

  it('the quantile undoes the cumulative, and is symmetric', () => {
    const degrees = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), degrees, (probability, nu) => {
        const t = studentTQuantile(probability, nu);
        expect(studentTCumulative(t, nu)).toBeCloseTo(probability, 10);
        expect(studentTCumulative(t, nu) + studentTCumulative(-t, nu)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('refuses probabilities and degrees that have no quantile', () => {
    expect(() => studentTQuantile(1, 4)).toThrow(/probability must be/);
    expect(() => studentTQuantile(0.9, 0)).toThrow(/degrees must be/);
    expect(studentTQuantile(0.5, 4)).toBe(0);
  });
});

describe('quantileOfSorted', () => {
  it('is linear between neighbours', () => {
    expect(quantileOfSorted([1, 2, 4, 10], 0.5)).toBe(3);
    expect(quantileOfSorted([1, 2, 4, 10], 0.9)).toBeCloseTo(8.2, 12);
    expect(quantileOfSorted([1, 2, 4, 10], 1)).toBe(10);
    expect(quantileOfSorted([5], 0.3)).toBe(5);
  });

  it('refuses what has no quantile', () => {
    expect(() => quantileOfSorted([], 0.5)).toThrow(/at least one value/);
    expect(() => quantileOfSorted([1], 1.5)).toThrow(/share is 1.5/);
  });
});
