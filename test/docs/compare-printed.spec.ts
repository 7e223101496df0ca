import { describe, expect, it } from '@jest/globals';
import { firstDifference, firstJsonDifference } from './compare-printed.js';

describe('the comparison of what a guide claims with what is printed', () => {
  it('ignores what differs from run to run and lets trained figures differ a little', () => {
    const claimed = 'auc 0.79, 2.0 s on the wasm engine, 12 rows/s';
    expect(firstDifference(claimed, 'auc 0.81, 31.5 s on the native engine, 1,340 rows/s')).toBeUndefined();
    expect(
      firstDifference('error: …/customers.csv: gone', 'error: /tmp/x/customers.csv: gone'),
    ).toBeUndefined();
    expect(firstJsonDifference('{\n  "a": 0.51,\n  "b": 2\n}', '{"a":0.5,"b":2}')).toBeUndefined();
  });

  it.each([
    ['another word', 'mlp serves', 'linear serves'],
    ['another whole number', '6 rows', '7 rows'],
    ['a figure that is far off', 'auc 0.79', 'auc 0.60'],
    ['a line too few', 'one\ntwo', 'one'],
    ['a line too many', 'one', 'one\ntwo'],
  ])('finds %s', (_what, claimed, printed) => {
    expect(firstDifference(claimed, printed)).toContain('claimed');
  });

  it('finds another field in JSON', () => {
    expect(firstJsonDifference('{"label": "bad"}', '{"label": "good"}')).toContain('good');
  });
});
