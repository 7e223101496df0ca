// Answers of learners, under the division that comes with the files: the learners of the test set are held out.
/** @import { Figure, Protocol } from '../shapes.js' */
/** @import { TrainResult } from '#dist/training/train-scenario.js' */
import { parseJson, present } from '../report.mjs';

const scenario = 'education/personalised-learning';

/** On the same files and test set, by others; see references of the scenario. */
const published = [
  { model: 'DKT (re-implementation)', value: 0.8181 },
  { model: 'DKVMN (Zhang et al., 2017)', value: 0.8157 },
];

/** Trained beside the networks. */
const baselines = ['bayesian-knowledge-tracing', 'item-response', 'performance-factors'];

/**
 * Which part of the report tells a figure that repeated answers cannot flatter.
 * @typedef {Record<'sameSkill' | 'firstOfRun' | 'fromSecond', { rows: number, auc: number | null }>} Repeated
 */

/**
 * Fitted on `train1`, stopped and chosen by `valid1`, judged on `test`: every answer of each of its learners from those before it.
 * @type {Protocol}
 */
const tracing = {
  scenario,
  data: 'education/assist2009-updated',
  run({ sextant }) {
    const { report } = /** @type {TrainResult} */ (parseJson(sextant('train', scenario, '--json')));
    const { value, lower, upper } = present(report.metrics.auc, 'auc');
    const own = report.candidates.map(({ architecture, test }) => ({
      model: `own ${architecture}`,
      value: present(test.auc, `auc of ${architecture}`),
    }));
    const { repeated } = /** @type {{ repeated: Repeated }} */ (report.details);
    return [
      {
        metric: 'auc',
        value: present(value, 'auc'),
        interval: [present(lower, 'the lower end of auc'), present(upper, 'the upper end of auc')],
        peers: [...published, ...own.filter(({ model }) => baselines.some((name) => model.endsWith(name)))],
        fit: report.seconds,
        served: report.served,
      },
      ...own.map(({ model, value: each }) => ({ metric: `auc of ${model}`, value: each, peers: [] })),
      ...Object.entries(repeated).flatMap(([part, figure]) => figureOf(part, figure)),
    ];
  },
};

/**
 * @param {string} part
 * @param {{ auc: number | null } | number} figure
 * @returns {Figure[]}
 */
function figureOf(part, figure) {
  if (typeof figure === 'number') return [{ metric: 'share of repeated answers', value: figure, peers: [] }];
  return figure.auc === null ? [] : [{ metric: `auc, ${part}`, value: figure.auc, peers: [] }];
}

/** @type {Protocol[]} */
export const tracings = [tracing];
