import { describe, expect, it } from '@jest/globals';
import type { ScoredRows } from '../scored-rows.js';
import { drawPanels } from './panels.js';
import { scoredPanels, type PlotWords } from './scored-panels.js';

const title = { en: 'What <will> be & "why"', zh: '会怎样' };
const binary = { labels: [0, 1, 1, 0, 1], probabilities: [0.1, 0.9, 0.6, 0.7, 0.2] };
const numbers = { actual: [1, 2, 3], predicted: [1.5, 2, 2.5] };
const forecast = {
  horizons: 2,
  actual: [1, 2, 2, NaN, NaN, 4],
  predicted: [1, 1, 2, 2, 3, 3],
  interval: { coverage: 0.9, lower: [0, 0, 1, 1, 2, 2], upper: [2, 2, 3, 3, 4, 4] },
};
const classes = {
  labels: [0, 1, 2, 2],
  probabilities: [0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.7, 0.2, 0, 0, 1],
  classes: 3,
  names: ['a', '<b>', 'c'],
};

const draw = (scored: ScoredRows, words: PlotWords = { target: 'a <b> & c' }) =>
  drawPanels(title, scoredPanels(scored, words));

/** Whether every tag that opens closes in its order, and no text holds a bare sign of markup. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?:\s[a-z-]+(?::[a-z]+)?="[^"<&]*")*)\s*(\/?)>/gi,
    (_, end, name, _attributes, empty) => {
      if (end === '/') expect(open.pop()).toBe(name);
      else if (empty !== '/') open.push(String(name));
      return '';
    },
  );
  return open.length === 0 && !/[<>]|&(?!(?:amp|lt|gt);)/.test(rest);
}

const scoredOf: [string, ScoredRows, string][] = [
  ['two classes', { kind: 'binary', predictions: binary }, 'calibration'],
  ['several classes', { kind: 'multiclass', predictions: classes }, 'recall'],
  ['a number', { kind: 'regression', predictions: numbers }, 'predicted'],
  ['remaining life', { kind: 'remaining-life', predictions: numbers }, 'predicted'],
  ['a forecast', { kind: 'forecast', predictions: forecast }, 'rows held out, first horizon'],
  [
    'a list',
    {
      kind: 'ranking',
      predictions: { ranks: [[0], [3, 5], [70]], lists: [[0], [1], [0]], popularity: [1, 1] },
    },
    'Hit rate',
  ],
  [
    'several targets',
    {
      kind: 'multioutput',
      predictions: {
        count: 3,
        targets: ['left', 'right'].map((name) => ({
          name,
          rows: Int32Array.of(0, 1, 2),
          predictions: numbers,
        })),
      },
    },
    '>right<',
  ],
  [
    'several targets of two classes',
    {
      kind: 'multilabel',
      predictions: {
        count: 5,
        targets: [{ name: 'left', rows: Int32Array.of(0, 1, 2, 3, 4), predictions: binary }],
      },
    },
    'left: calibration',
  ],
];

describe('a plot of rows held out', () => {
  it.each(scoredOf)('is drawn for %s, well formed and in two languages', (_, scored, holds) => {
    const svg = draw(scored);
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg).toContain('<title>What &lt;will&gt; be &amp; "why" · 会怎样</title>');
    expect(svg).toContain(holds);
  });

  it('counts what was taken for what, and tells the recall of each class', () => {
    const svg = draw(
      { kind: 'multiclass', predictions: classes },
      { target: 't', classes: ['甲', '<乙>', 'c'] },
    );
    const texts = [...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, text]) => text);
    expect(texts.filter((text) => /^\d+$/.test(text))).toEqual(['1', '0', '0', '0', '1', '0', '0', '1', '1']);
    expect(texts.filter((text) => /^\d\.\d\d$/.test(text))).toEqual(['1.00', '1.00', '0.50']);
    expect(texts).toContain('&lt;乙&gt;');
  });

  it('of a forecast with several intervals has the share inside each at each horizon', () => {
    const narrower = [{ coverage: 0.5, lower: [1, 1, 1, 1, 2, 2], upper: [1, 1, 2, 2, 3, 3] }];
    const svg = draw({ kind: 'forecast', predictions: { ...forecast, narrower } });
    expect(svg).toContain('share inside the interval');
    expect(svg).toContain('50 %');
    expect(isWellFormed(svg)).toBe(true);
    expect(draw({ kind: 'forecast', predictions: forecast })).not.toContain('share inside the interval');
  });

  it('of a forecast has the interval, and the error of the baselines at each horizon', () => {
    const baselines = { 'last value': Float64Array.of(1, 1, NaN, 2, 2, NaN) };
    const svg = draw({ kind: 'forecast', predictions: forecast }, { target: 't', baselines });
    expect(svg).toContain('<polygon ');
    expect(svg).toContain('>last value<');
    expect(svg).toContain('mean absolute error');
  });

  it('has no more panels than can be seen, and says how many are left', () => {
    const targets = Array.from({ length: 15 }, (_, i) => {
      return { name: `target ${i}`, rows: Int32Array.of(0, 1, 2), predictions: numbers };
    });
    const svg = draw({ kind: 'multioutput', predictions: { count: 3, targets } });
    expect(svg).toContain('>target 11<');
    expect(svg).not.toContain('>target 12<');
    expect(svg).toContain('3 more in the report');
  });
});
