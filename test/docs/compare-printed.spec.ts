import { describe, expect, it } from '@jest/globals';
import { firstDifference, firstJsonDifference } from './compare-printed.js';

describe('the comparison of what a guide claims with what is printed', () => {
  it('ignores what differs from run to run and lets trained figures differ a little', () => {
    const claimed = 'auc 0.79, 2.0 s on the wasm engine, 12 rows/s';
    expect(firstDifference(claimed, 'auc 0.81, 31.5 s on the native engine, 1,340 rows/s')).toBeUndefined();
    expect(
      firstDifference('error: …/customers.csv: gone', 'error: /tmp/x/customers.csv: gone'),
    ).toBeUndefined();
    expect(firstDifference('value 214.10', 'value 216.30')).toBeUndefined();
    expect(firstJsonDifference('{\n  "a": 0.51,\n  "b": 2\n}', '{"a":0.5,"b":2}')).toBeUndefined();
  });

  it.each([
    ['another word', 'mlp serves', 'linear serves'],
    ['another whole number', '6 rows', '7 rows'],
    ['a figure that is far off', 'auc 0.79', 'auc 0.60'],
    ['a large figure that is far off', 'value 214.10', 'value 219.50'],
    ['a line too few', 'one\ntwo', 'one'],
    ['a line too many', 'one', 'one\ntwo'],
  ])('finds %s', (_what, claimed, printed) => {
    expect(firstDifference(claimed, printed)).toContain('claimed');
  });

  it.each(['one\n…\nfour', 'one\n...', '...\nfour', 'one\n…\n…\nfour', 'one\ntwo\nthree\n…\nfour'])(
    'lets a line stand for several: %j',
    (claimed) => {
      const printed = 'one\ntwo\nthree\nfour';
      expect(firstDifference(claimed, printed)).toBeUndefined();
      expect(firstDifference(claimed, 'zero\nfive')).toContain('claimed');
    },
  );

  it('ignores the progress that a slow machine prints', () => {
    const slow = [
      'mlp 1/3: epoch 7 of at most 200, loss 0.5, 12 rows/s',
      '1,000 rows (100 %), 9 rows/s, 1 s left',
      '[00:00:00] INFO: retail/x: mlp 1/4, epoch 1 of at most 200, validation loss 0.6, 376 rows/s',
      'done',
    ];
    expect(firstDifference('done', slow.join('\n'))).toBeUndefined();
  });

  it('takes log lines without their time, and any engine', () => {
    const claimed = 'INFO: engine: wasm 4.22.0; files in …/.sextant';
    const printed = '[12:34:56] INFO: engine: native 4.22.0-x; files in /home/me/.sextant';
    expect(firstDifference(claimed, printed)).toBeUndefined();
  });

  it('finds another field in JSON', () => {
    expect(firstJsonDifference('{"label": "bad"}', '{"label": "good"}')).toContain('good');
  });
});
