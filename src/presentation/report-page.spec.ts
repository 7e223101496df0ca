import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Report } from '../learning/report.js';
import { tinySpec } from '../scenarios/scenario.fixture.js';
import { faultsOfPage } from '../../test/contract/report-page.js';
import { voiceIn } from './page-parts.js';
import { reportPage } from './report-page.js';

const figures = { value: 0.75, lower: 0.7, upper: 0.8 };

function reportOf(more: Partial<Report> & Record<string, unknown> = {}): Report {
  return {
    format: 1,
    scenario: 'basics/tiny',
    trainedAt: '2026-01-02T03:04:05.000Z',
    engine: 'wasm',
    seed: 7,
    seconds: 1.5,
    data: { kind: 'file', name: 'a.csv', sha256: 'f'.repeat(64), rows: 100, rejected: 2 },
    rows: { development: 80, test: 20 },
    served: { architecture: 'linear', reason: 'linear is the only candidate' },
    primary: 'auc',
    metrics: { auc: figures, ece: { value: 0.05, lower: null, upper: null } },
    candidates: [],
    constant: { auc: 0.5 },
    references: [],
    ...more,
  };
}

const pageOf = (report: Report, language: 'en' | 'zh' = 'en') =>
  reportPage({ model: 'basics/tiny@1', spec: tinySpec(), report, ...voiceIn(language, (text) => text) });

describe('the page of a report', () => {
  it('asks, says how good the version is beside the constant, and what it does not know', () => {
    const page = pageOf(reportOf());
    expect(faultsOfPage(page, 'en')).toEqual([]);
    expect(page).toContain('0.7500 (0.7000 to 0.8000), on 20 rows that the training never saw');
    expect(page).toContain('<td class="n">0.0500 (no interval)</td>');
    expect(page).toContain('trained before profiles of the data were kept');
    expect(page).not.toMatch(/<figure>|id="fairness"/u);
    const chinese = pageOf(reportOf(), 'zh');
    expect(faultsOfPage(chinese, 'zh')).toEqual([]);
    expect(chinese).toContain('0.7500（0.7000 至 0.8000），在训练未见过的 20 行上得出');
  });

  it('tells what the version has learnt where it can, with what may be chance', () => {
    const entry = { importance: 0.05, lower: 0.04, upper: 0.07, share: 0.625, notToldApart: [], text: '' };
    const columns = [
      { ...entry, column: 'size', meaning: 'How large', first: 1, last: 1, hasDependence: true },
      {
        ...entry,
        column: 'colour',
        meaning: '<Which>',
        sensitive: true as const,
        first: 2,
        last: 3,
        hasDependence: true,
      },
    ];
    const importance = {
      scenario: 'basics/tiny',
      model: 'basics/tiny@1',
      method: 'somehow',
      references: { count: 64, from: 80, sha256: 'f' },
      figures: [{ text: 'the probability of bad', columns }],
      caution: { text: 'Not why.' },
      syntheticModel: false,
    };
    const page = reportPage({
      ...{ model: 'basics/tiny@1', spec: tinySpec(), report: reportOf(), importance },
      ...voiceIn('en', (text) => text),
    });
    expect(faultsOfPage(page, 'en')).toEqual([]);
    const section = /<section id="learnt">.*?<\/section>/su.exec(page)?.[0] ?? '';
    expect(section).toContain('0.0500 (0.0400 to 0.0700)');
    expect(section).toContain('62.5 %');
    expect(section).toContain('2 to 3');
    expect(section).toContain('&lt;Which&gt;');
    expect(section).toContain('Not why.');
    expect(pageOf(reportOf())).not.toContain('id="learnt"');
  });

  it('quotes what users wrote as text: names, categories, sections of any kind', () => {
    const evil = `<img src=x onerror="alert('1')">&`;
    const quoted = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
    const page = pageOf(
      reportOf({
        data: { kind: 'file', name: evil, sha256: evil, rows: 1, rejected: 0 },
        curves: [{ of: evil, threshold: 0.5, operating: points }],
        details: { [evil]: [{ [evil]: evil }] },
        plugin: { [evil]: evil },
      }),
    );
    expect(page).not.toContain('<img');
    expect(page.split(quoted).length).toBeGreaterThan(9);
    expect(faultsOfPage(page, 'en')).toEqual([]);
  });

  it('draws what it has numbers for, with the numbers', () => {
    const residuals = [0, 1].map((at) => ({ count: 10, predicted: at, actual: at + 0.5, lower: -1, median: 0.25, upper: 1.5 })); // prettier-ignore
    const horizons = ['1h', '2h'].map((horizon, i) => ({ horizon, mae: i + 0.125, baselines: { 'last value': { mae: 3 } } })); // prettier-ignore
    const reliability = [{ count: 4, meanProbability: 0.3125, observedRate: 0.25 }];
    const uplift = [{ share: 0, gain: 0, aboveChance: 0 }, { share: 1, gain: 2, aboveChance: 0 }]; // prettier-ignore
    const page = pageOf(
      reportOf({ curves: [{ threshold: 0.5, operating: points, residuals }], details: { horizons, reliability, uplift } }), // prettier-ignore
    );
    expect(faultsOfPage(page, 'en')).toEqual([]);
    const titles = Array.from(page.matchAll(/<figure><h3>([^<]*)/gu), ([, title]) => title);
    expect(titles).toEqual([
      'ROC curve',
      'Precision and recall',
      'Cumulative gains',
      'Calibration',
      'Residuals',
      'Error by horizon',
      'Uplift curve',
    ]);
    for (const number of ['0.3125', '0.125', '0.25', '0.8125']) expect(page).toContain(`>${number}</td>`);
  });

  it('shows sections that it does not know as they are stored, and says how many entries it leaves out', () => {
    const many = Array.from({ length: 33 }, (_, i) => `entry ${i}`);
    const page = pageOf(
      reportOf({ somethingNew: { many, none: [], half: null, rows: [{ a: 1 }, { b: [2] }] } }),
    );
    expect(faultsOfPage(page, 'en')).toEqual([]);
    expect(page).toContain('<summary>somethingNew</summary>');
    expect(page).toContain('entry 29 … 3 more in report.json');
    expect(page).not.toContain('entry 30');
  });

  it('has a policy that allows its one style, by the hash of it', () => {
    const page = pageOf(reportOf());
    const [, style] = /<style>([^<]*)<\/style>/u.exec(page) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'"`);
  });
});

const points = [
  { threshold: 0.9, selected: 0.2, truePositiveRate: 0.4, falsePositiveRate: 0.1, precision: 0.8125 },
  { threshold: 0.5, selected: 0.6, truePositiveRate: 0.8, falsePositiveRate: 0.5, precision: 0.625 },
  { threshold: 0.1, selected: 1, truePositiveRate: 1, falsePositiveRate: 1, precision: 0.5 },
];
