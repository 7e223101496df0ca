import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import { simpleForecasts, simpleMethods, simpleTails } from './simple-methods.js';

const random = createRandom(4);
const returns = Float64Array.from({ length: 900 }, (_, day) => (day < 3 ? NaN : 0.01 * random.normal()));
const range = { first: 700, end: 800 };
const levels = [0.95, 0.99];

describe.each(simpleMethods)('the method %s', (method) => {
  it('knows nothing of the day that it forecasts and of later ones', () => {
    const own = simpleForecasts(method, returns, { levels, range });
    const changed = returns.map((value, day) => (day < 750 ? value : 9 * value));
    const other = simpleForecasts(method, changed, { levels, range });
    expect(other.valueAtRisk.slice(0, 2 * 51)).toEqual(own.valueAtRisk.slice(0, 2 * 51));
    expect(other.valueAtRisk.slice(2 * 51)).not.toEqual(own.valueAtRisk.slice(2 * 51));
    expect(other.actual[50]).toBeCloseTo(9 * own.actual[50], 9);
  });

  it('says of normal returns what they are', () => {
    const [first, second] = simpleTails(method, returns.slice(3, 700), levels);
    expect(Math.abs(first.valueAtRisk / 0.01645 - 1)).toBeLessThan(0.3);
    expect(second.expectedShortfall).toBeGreaterThan(second.valueAtRisk);
  });

  it('says on the last day before what it says of a range', () => {
    const [tail] = simpleTails(method, returns.slice(3, range.first), levels);
    const { valueAtRisk } = simpleForecasts(method, returns, { levels, range });
    expect(valueAtRisk[0]).toBeCloseTo(100 * tail.valueAtRisk, 9);
  });
});
