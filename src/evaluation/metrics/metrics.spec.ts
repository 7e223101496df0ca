import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import type { BinaryPredictions } from '../predictions/binary.predictions.js';
import type { PredictionKind, PredictionsByKind } from '../predictions/index.js';
import { binaryRows, multiclassRows, regressionRows } from '../reference.fixture.js';
import { confusionAt } from './confusion.js';
import { computeMetrics, metrics, metricsOf } from './index.js';
import { kindsOf } from './metric.js';
import { metricNames, type MetricName } from './names.js';

function expectFigures<Kind extends PredictionKind>(
  kind: Kind,
  predictions: PredictionsByKind[Kind],
  figures: Partial<Record<MetricName, number>>,
) {
  const names = Object.keys(figures) as MetricName[];
  const values = computeMetrics(kind, names, predictions);
  expect(names).toEqual(expect.arrayContaining(metricsOf(kind)));
  for (const name of names)
    expect({ name, off: Math.abs(values[name] - figures[name]!) < 1e-12 }).toEqual({ name, off: true });
}

const unweighted = <Rows extends { weights: number[] }>({ weights: _, ...rows }: Rows) => rows;
const costs = { falsePositive: 1, falseNegative: 5 };
const actions = [[0, 2, 10], [1, 0, 4], [3, 3, 0]].map((of, i) => ({ action: String(i), costs: of })); // prettier-ignore

describe('the registry of metrics', () => {
  it('holds every file of the folder', async () => {
    const folder = new URL('.', import.meta.url);
    const files = readdirSync(folder).filter((file) => file.endsWith('.metric.ts'));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const exported = Object.values((await import(new URL(file, folder).href)) as Record<string, unknown>);
      const defined = exported.filter((value) => typeof value === 'object');
      expect(defined.length).toBeGreaterThan(0);
      for (const metric of defined) expect(Object.values(metrics)).toContain(metric);
    }
  });

  it('names each metric as it is registered, in two languages', () => {
    for (const name of metricNames) {
      expect(metrics[name].name).toBe(name);
      expect(metrics[name].label.en).not.toBe('');
      expect(metrics[name].label.zh).not.toBe('');
      expect(kindsOf(metrics[name]).length).toBeGreaterThan(0);
    }
  });

  it('says which metrics apply to a kind', () => {
    expect(metricsOf('regression')).toEqual([
      'mse',
      'rmse',
      'mae',
      'r2',
      'pearson_r',
      'quadratic_weighted_kappa',
    ]);
    expect(() => computeMetrics('regression', ['auc'], regressionRows())).toThrow(
      /auc does not apply to regression/,
    );
  });
});

describe('the quadratic weighted kappa', () => {
  it('is told of numbers that are marks alone', () => {
    const about = metrics.quadratic_weighted_kappa.isAbout?.regression;
    expect(about?.({ actual: [0, 2.5, 5], predicted: [0.1, 2, 3] })).toBe(true);
    expect(about?.({ actual: [0, 2.4], predicted: [0, 2] })).toBe(false);
    expect(about?.({ actual: [0, 250_000], predicted: [0, 2] })).toBe(false);
  });

  it('is 1 for marks that round to those given, 0 for one mark for all, below 0 for the reverse', () => {
    const kappa = (actual: number[], predicted: number[]) =>
      computeMetrics('regression', ['quadratic_weighted_kappa'], { actual, predicted })
        .quadratic_weighted_kappa;
    expect(kappa([0, 3, 4.5], [0.2, 2.9, 5.3])).toBe(1);
    expect(kappa([0, 3, 5], [3, 3, 3])).toBeCloseTo(0, 12);
    expect(kappa([0, 5], [5, 0])).toBeCloseTo(-1, 12);
  });
});

// The figures: scikit-learn 1.9.1, printed by test/reference/metrics.py.
describe('metrics agree with scikit-learn', () => {
  it('on binary predictions with ties and certain but wrong ones', () => {
    expectFigures(
      'binary',
      { ...unweighted(binaryRows()), costs },
      {
        auc: 0.6952861952861953,
        average_precision: 0.7086457023820427,
        log_loss: 2.351114440962852,
        brier: 0.24504166666666669,
        ece: 0.1558333333333333,
        ks: 0.2996632996632997,
        gini: 0.39057239057239057,
        accuracy: 0.6,
        precision: 0.6551724137931034,
        recall: 0.5757575757575758,
        f1: 0.6129032258064516,
        cost: 1.3333333333333333,
      },
    );
  });

  it('on weighted rows at another threshold', () => {
    expectFigures(
      'binary',
      { ...binaryRows(), costs, threshold: 1 / 6 },
      {
        auc: 0.6750714577378522,
        average_precision: 0.7006322992147849,
        log_loss: 2.3627220091239716,
        brier: 0.256790780141844,
        ece: 0.17695035460992908,
        ks: 0.27541853817884854,
        gini: 0.3501429154757043,
        accuracy: 0.6595744680851063,
        precision: 0.6396396396396397,
        recall: 0.8987341772151899,
        f1: 0.7473684210526316,
        cost: 0.5673758865248227,
      },
    );
  });

  it('on several classes', () => {
    expectFigures(
      'multiclass',
      { ...unweighted(multiclassRows()), actions },
      {
        log_loss: 1.0112431667079176,
        brier: 0.6070548345870157,
        accuracy: 0.475,
        macro_f1: 0.45685111989459815,
        auc_ovr: 0.6549402066643446,
        cost: 1.625,
      },
    );
    expectFigures(
      'multiclass',
      { ...multiclassRows(), actions },
      {
        log_loss: 0.9998064069488107,
        brier: 0.5973878241911817,
        accuracy: 0.4791666666666667,
        macro_f1: 0.473224043715847,
        auc_ovr: 0.6769535036325095,
        cost: 1.53125,
      },
    );
  });

  it('on numbers', () => {
    expectFigures('regression', unweighted(regressionRows()), {
      mse: 1.1438127073145976,
      rmse: 1.0694917986196049,
      mae: 0.8782979692138256,
      r2: 0.877393801561353,
      pearson_r: 0.9408592454252389,
      quadratic_weighted_kappa: 0.9294354838709677,
    });
    expectFigures('regression', regressionRows(), {
      mse: 1.2116427062076465,
      rmse: 1.1007464313853788,
      mae: 0.9185350567043223,
      r2: 0.8805124851382123,
      pearson_r: 0.9426383299885187,
      quadratic_weighted_kappa: 0.9295949452781225,
    });
  });

  it('leaves a class that neither occurs nor is decided out of macro F1', () => {
    const rows = { labels: [0, 1], probabilities: [0.8, 0.1, 0.1, 0.3, 0.6, 0.1], classes: 3 };
    expect(computeMetrics('multiclass', ['macro_f1'], rows).macro_f1).toBe(1);
  });

  it('clips certain predictions at the epsilon of a double', () => {
    const wrong = { labels: [1], probabilities: [0] };
    const right = { labels: [0], probabilities: [0] };
    expect(computeMetrics('binary', ['log_loss'], wrong).log_loss).toBeCloseTo(36.04365338911715, 12);
    expect(computeMetrics('binary', ['log_loss'], right).log_loss).toBeCloseTo(2.220446049250313e-16, 25);
  });
});

describe('confusionAt', () => {
  it('decides a probability at the threshold as positive', () => {
    const rows = { labels: [1, 1, 1, 0, 0, 0], probabilities: [0.9, 0.5, 0.49, 0.5, 0.2, 0.1] };
    expect(confusionAt(rows)).toEqual({
      truePositive: 2,
      falseNegative: 1,
      falsePositive: 1,
      trueNegative: 2,
    });
    const weighted = confusionAt({ ...rows, threshold: 0.2, weights: [1, 2, 3, 4, 5, 6] });
    expect(weighted).toEqual({ truePositive: 6, falseNegative: 0, falsePositive: 9, trueNegative: 6 });
  });
});

describe('undefined metrics are NaN, and null in JSON', () => {
  it('with one class only', () => {
    const rows = { labels: [0, 0], probabilities: [0.1, 0.2] };
    const values = computeMetrics(
      'binary',
      ['auc', 'gini', 'ks', 'average_precision', 'recall', 'precision', 'f1'],
      rows,
    );
    expect(Object.values(values).every(Number.isNaN)).toBe(true);
    expect(JSON.parse(JSON.stringify(values))).toMatchObject({ auc: null });
    expect(computeMetrics('binary', ['brier', 'accuracy'], rows)).toEqual({
      brier: expect.closeTo(0.025, 12),
      accuracy: 1,
    });
  });

  it('for R² of a constant, whatever its rounding', () => {
    const rows = { actual: [0.1, 0.1, 0.1], predicted: [0.1, 0.2, 0.3], weights: [0.3, 0.3, 0.1] };
    expect(computeMetrics('regression', ['r2'], rows).r2).toBeNaN();
    const varied = { actual: [1, 0.1, 0.1], predicted: [1, 0.2, 0.3], weights: [0, 1, 1] };
    expect(computeMetrics('regression', ['r2'], varied).r2).toBeNaN();
  });

  it('for the correlation and the agreement with a constant', () => {
    const rows = { actual: [1, 2, 3], predicted: [0.1, 0.1, 0.1], weights: [0.3, 0.3, 0.1] };
    expect(computeMetrics('regression', ['pearson_r'], rows).pearson_r).toBeNaN();
    const same = { actual: [5, 5], predicted: [4.6, 5.2] };
    expect(
      computeMetrics('regression', ['quadratic_weighted_kappa'], same).quadratic_weighted_kappa,
    ).toBeNaN();
  });

  it('but F1 is 0 when positives exist and none is found', () => {
    expect(computeMetrics('binary', ['f1'], { labels: [1, 0], probabilities: [0, 0] }).f1).toBe(0);
  });
});

describe('impossible input is refused by place', () => {
  const good = { labels: [0, 1], probabilities: [0.2, 0.7] };
  const binaryCases: [string, BinaryPredictions, RegExp][] = [
    ['no rows', { labels: [], probabilities: [] }, /labels is empty/],
    ['another length', { ...good, probabilities: [0.2] }, /probabilities must have 2 elements, but has 1/],
    ['a label of 2', { ...good, labels: [0, 2] }, /labels\[1\] must be 0 or 1, but is 2/],
    ['NaN', { ...good, probabilities: [NaN, 0.7] }, /probabilities\[0\] .* but is NaN/],
    ['a logit', { ...good, probabilities: [0.2, 1.7] }, /probabilities\[1\] .* but is 1.7/],
    ['a negative weight', { ...good, weights: [1, -1] }, /weights\[1\]/],
    ['weights of 0', { ...good, weights: [0, 0] }, /weights are all 0/],
    ['a threshold of NaN', { ...good, threshold: NaN }, /threshold must be/],
    ['a negative cost', { ...good, costs: { falsePositive: -1, falseNegative: 1 } }, /costs\/falsePositive/],
  ];
  it.each(binaryCases)('%s', (_, predictions, message) => {
    const compute = () => computeMetrics('binary', ['auc'], predictions);
    expect(compute).toThrow(InvalidInputError);
    expect(compute).toThrow(message);
  });

  it('several classes that are out of range or do not sum to 1', () => {
    const rows = { labels: [0, 2], probabilities: [1, 0, 0, 0.2, 0.3, 0.5], classes: 3 };
    expect(computeMetrics('multiclass', ['accuracy'], rows).accuracy).toBe(1);
    expect(() => computeMetrics('multiclass', ['accuracy'], { ...rows, labels: [0, 3] })).toThrow(
      /from 0 to 2/,
    );
    const off = { ...rows, probabilities: [1, 0, 0, 0.2, 0.3, 0.4] };
    expect(() => computeMetrics('multiclass', ['accuracy'], off)).toThrow(/row 1 must sum to 1/);
  });

  it('infinite numbers, and cost without costs', () => {
    const rows = { actual: [1, 2], predicted: [1, Infinity] };
    expect(() => computeMetrics('regression', ['mse'], rows)).toThrow(/predicted\[1\]/);
    expect(() => computeMetrics('binary', ['cost'], good)).toThrow(/needs the costs/);
  });
});
