import type { DecisionSubject } from '../../src/decisions/decision.js';
import type { TaskName } from '../../src/learning/names.js';
import { csvOf, numericRows, threeClassRows, tinyRows } from '../../src/training/training.fixture.js';
import { answersOfLearners, pricesOf, tastes, treatedRows } from './task-rows.js';

/** What a task is tested with: a scenario that trains in a second, its rows, and a question to the version that comes of them. */
export interface TaskSubject {
  title: string;
  /** `scenario.yaml` but for its id, title, question and data. */
  scenario: string;
  /** `rows.csv`: what is learnt from. */
  rows: string;
  /** A line of such a table that cannot be read; absent: whatever a cell holds, it can be. */
  unreadable?: string;
  /** The body of a request. */
  request: { features?: object; rows?: object[]; history?: object[] };
  /** What its answers tell that a decision rule can decide on; absent: nothing. */
  decidesOn?: DecisionSubject | readonly DecisionSubject[];
  /** Another declaration, by what is replaced in it, that the task cannot take, and the place that an error names. */
  refused: { from: string; to: string; pointer: string };
}

const meaning = 'meaning: { en: What it is, zh: 含义 }';
const label = (name: string) => `label: { en: ${name}, zh: ${name} }`;

const size = `  - { name: size, kind: numeric, ${meaning}, range: [0, 10], missing: median }`;
const colour = `  - { name: colour, kind: categorical, ${meaning}, missing: most-frequent, categories: [{ code: r, ${label('red')} }, { code: b, ${label('blue')} }] }`;
const classes = ['g', 'x'].map((code) => `{ code: ${code}, ${label(code)} }`);
const price = `target: { name: price, kind: numeric, ${meaning}, unit: CNY, range: [-5, 30] }`;
const network = 'model: { architecture: mlp, options: { hidden: [4] } }';
const quickly = 'training: { epochs: 3, batchSize: 32 }';
const apart = 'validation: { fraction: 0.2 }';

const lines = (...parts: readonly string[]) => `${parts.join('\n')}\n`;

const tiny = (target: string, task: string, metric: string) =>
  lines(
    'columns:',
    size,
    colour,
    target,
    `task: ${task}`,
    network,
    quickly,
    `split: { method: random, ${apart} }`,
    `metrics: { primary: ${metric} }`,
  );

const tinyRequest = {
  rows: [
    { size: 1.5, colour: 'b' },
    { size: 8, colour: 'r' },
    { size: 5, colour: null },
  ],
};

const categories = (known: readonly string[], more = '') =>
  `target: { name: class, kind: categorical, ${meaning}, categories: [${known.join(', ')}]${more} }`;
const number = 'target: { name: class, kind: numeric, meaning: { en: a, zh: b } }';
const twoClasses = categories(classes, ', positive: x');
const threeClasses = categories([...classes, `{ code: m, ${label('m')} }`]);

/** A price in steps of five, as a scale has them. */
const scaledPrices = numericRows(150).map((row) => ({
  ...row,
  target: String(5 * Math.round(+row.target / 5)),
}));

/** A price and a weight, each unknown in a third of the rows. */
const twoNumbers = numericRows(150).map(({ size: wide, colour: hue, target }, i) =>
  [wide, hue, i % 3 === 0 ? '' : target, i % 3 === 1 ? '' : (10 - +wide).toFixed(1)].join(','),
);
const bothNumbers = [
  'targets:',
  `  - { name: price, kind: numeric, ${meaning} }`,
  `  - { name: weight, kind: numeric, ${meaning}, unit: kg }`,
].join('\n');

/** Machines that wear: heat rises until each has run its cycles. */
const wear = Array.from({ length: 12 }, (_, unit) => {
  const life = 18 + unit;
  return Array.from({ length: life }, (_unused, cycle) => {
    const heat = (60 + (40 * cycle) / life + ((unit * 7 + cycle * 3) % 5)).toFixed(1);
    return { unit: `m${unit}`, cycle: cycle + 1, heat: +heat, left: life - cycle };
  });
});

const steps = Array.from({ length: 160 }, (_, step) => ({
  time: new Date(Date.UTC(2024, 0, 1) + step * 3_600_000).toISOString(),
  flow: Number((50 + 10 * Math.sin(step / 4) + ((step * 7) % 5)).toFixed(1)),
}));

const ratings = lines('who,what,stars,at', ...tastes());

const learners = answersOfLearners();
const outcomes = `categories: [{ code: '0', ${label('wrong')} }, { code: '1', ${label('right')} }]`;

/** At least one of every task, and one of every form that its answers have. A task without any fails the contract. */
export const taskSubjects: Readonly<Record<TaskName, readonly TaskSubject[]>> = {
  classification: [
    {
      title: 'two classes',
      scenario: tiny(twoClasses, '{ name: classification }', 'auc'),
      rows: csvOf(tinyRows(150)),
      unreadable: '3.5,r,unheard-of',
      request: tinyRequest,
      decidesOn: 'event',
      refused: { from: twoClasses, to: number, pointer: '/target/kind' },
    },
    {
      title: 'two classes, asked at two stages',
      scenario: `${tiny(twoClasses, '{ name: classification }', 'auc').replace('name: colour, kind: categorical,', 'name: colour, kind: categorical, optional: true,')}stages: [{ name: early, title: { en: Early, zh: 早 }, without: [colour] }, { name: late, title: { en: Late, zh: 晚 } }]\n`,
      rows: csvOf(tinyRows(150)),
      request: tinyRequest,
      decidesOn: 'event',
      refused: { from: twoClasses, to: number, pointer: '/target/kind' },
    },
    {
      title: 'three classes',
      scenario: tiny(threeClasses, '{ name: classification }', 'macro_f1'),
      rows: csvOf(threeClassRows(150)),
      unreadable: '3.5,r,unheard-of',
      request: tinyRequest,
      decidesOn: 'class',
      refused: { from: threeClasses, to: number, pointer: '/target/kind' },
    },
  ],
  regression: [
    {
      title: 'a number',
      scenario: tiny(price, '{ name: regression }', 'rmse'),
      rows: csvOf(numericRows(150), 'price'),
      unreadable: '3.5,r,dear',
      request: tinyRequest,
      decidesOn: ['crossing', 'value'],
      refused: { from: price, to: twoClasses, pointer: '/target/kind' },
    },
    {
      title: 'two numbers, not both of which are known',
      scenario: tiny(bothNumbers, '{ name: regression }', 'r2'),
      rows: lines('size,colour,price,weight', ...twoNumbers),
      unreadable: '3.5,r,,',
      request: tinyRequest,
      refused: { from: 'name: weight', to: 'name: size', pointer: '/columns' },
    },
  ],
  distribution: [
    {
      title: 'a number',
      scenario: tiny(price, '{ name: distribution, options: { step: 5 } }', 'mae'),
      rows: csvOf(scaledPrices, 'price'),
      unreadable: '3.5,r,dear',
      request: tinyRequest,
      refused: { from: ', range: [-5, 30] }', to: ' }', pointer: '/target/range' },
    },
    {
      title: 'a number and an event',
      scenario: tiny(
        price,
        `{ name: distribution, options: { step: 5, event: { below: 10, ${label('cheap')}, otherwise: { en: dear, zh: 贵 } } } }`,
        'mae',
      ),
      rows: csvOf(scaledPrices, 'price'),
      unreadable: '3.5,r,dear',
      request: tinyRequest,
      decidesOn: 'event',
      refused: { from: 'below: 10', to: 'below: 99', pointer: '/task/options/event/below' },
    },
  ],
  'remaining-life': [
    {
      title: 'cycles that are left',
      scenario: lines(
        'columns:',
        `  - { name: unit, kind: identifier, ${meaning} }`,
        `  - { name: cycle, kind: numeric, ${meaning}, missing: reject }`,
        `  - { name: heat, kind: numeric, ${meaning}, missing: median }`,
        `target: { name: left, kind: numeric, ${meaning}, unit: cycles }`,
        'task: { name: remaining-life, options: { group: unit, order: cycle, window: 4, history: [heat], cap: 20 } }',
        'model: { architecture: mixer, options: { channels: 4, blocks: 1, hidden: 8 } }',
        quickly,
        `split: { method: group, column: unit, ${apart} }`,
        'metrics: { primary: rmse }',
      ),
      rows: lines(
        'unit,cycle,heat,left',
        ...wear.flat().map(({ unit, cycle, heat, left }) => `${unit},${cycle},${heat},${left}`),
      ),
      unreadable: 'm99,1,60,soon',
      request: { history: wear[0].slice(0, 9).map(({ left: _left, ...row }) => row) },
      decidesOn: 'time-left',
      refused: { from: 'order: cycle', to: 'order: unit', pointer: '/task/options/order' },
    },
  ],
  forecast: [
    {
      title: 'two horizons',
      scenario: lines(
        'columns:',
        `  - { name: time, kind: date, ${meaning}, parts: [time-of-day], missing: reject }`,
        `  - { name: flow, kind: numeric, ${meaning}, missing: median }`,
        `target: { name: flow, kind: numeric, ${meaning} }`,
        'task: { name: forecast, options: { order: time, step: 1h, window: 6, history: [flow], horizons: [1h, 3h] } }',
        'model: { architecture: spatial-temporal, options: { hidden: 8, layers: 1 } }',
        quickly,
        `split: { method: time, column: time, ${apart} }`,
        'metrics: { primary: mae }',
      ),
      rows: lines('time,flow', ...steps.map(({ time, flow }) => `${time},${flow}`)),
      unreadable: '2024-01-02T00:00:00Z,much',
      request: { history: steps.slice(0, 12) },
      decidesOn: 'crossing',
      refused: { from: 'horizons: [1h, 3h]', to: 'horizons: []', pointer: '/task/options/horizons' },
    },
  ],
  'treatment-effect': [
    {
      title: 'what a treatment changes',
      scenario: lines(
        'columns:',
        size,
        colour,
        `  - { name: treated, kind: boolean, ${meaning}, role: treatment, optional: true }`,
        `target: { name: health, kind: numeric, ${meaning}, unit: points }`,
        'task: { name: treatment-effect, options: { refutations: 2 } }',
        'model: { architecture: dragonnet, options: { shared: [8], heads: [4] } }',
        quickly,
        'split: { method: random, validation: { folds: 2 } }',
        'metrics: { primary: dr_error }',
      ),
      rows: lines('size,colour,treated,health', ...treatedRows()),
      unreadable: '3.5,r,,5',
      request: tinyRequest,
      decidesOn: 'effect',
      refused: { from: 'role: treatment', to: 'role: context', pointer: '/columns' },
    },
  ],
  recommendation: [
    {
      title: 'a list of products',
      scenario: lines(
        'interactions: { user: who, item: what, value: stars, likedFrom: 4, time: at }',
        'columns:',
        `  - { name: customer, kind: identifier, ${meaning}, optional: true }`,
        `  - { name: liked, kind: list, ${meaning}, optional: true }`,
        `  - { name: k, kind: numeric, ${meaning}, range: [1, 100], integer: true, optional: true, missing: { fill: 3 } }`,
        `target: { name: products, kind: list, ${meaning} }`,
        'task: { name: recommendation }',
        'model: { architecture: item-autoencoder, options: { strength: 20 } }',
        'split: { method: random }',
        'metrics: { primary: hit_rate_10 }',
      ),
      rows: ratings,
      unreadable: 'c1,p1,many,4',
      request: {
        rows: [
          { customer: 'c1', liked: null, k: null },
          { customer: null, liked: ['p2', 'p4'], k: 2 },
        ],
      },
      refused: {
        from: 'name: products, kind: list,',
        to: 'name: products, kind: text,',
        pointer: '/target/kind',
      },
    },
    {
      title: 'a rating',
      scenario: lines(
        'interactions: { user: who, item: what, value: stars, likedFrom: 4, time: at }',
        'columns:',
        `  - { name: customer, kind: identifier, ${meaning} }`,
        `  - { name: item, kind: identifier, ${meaning} }`,
        `target: { name: stars, kind: numeric, ${meaning}, range: [1, 5] }`,
        'task: { name: recommendation }',
        'model: { architecture: factorisation, options: { factors: 2 } }',
        'training: { epochs: 3 }',
        'split: { method: random }',
        'metrics: { primary: rmse }',
      ),
      rows: ratings,
      unreadable: 'c1,p1,many,4',
      request: {
        rows: [
          { customer: 'c1', item: 'p2' },
          { customer: 'new', item: 'p3' },
        ],
      },
      refused: { from: 'value: stars, ', to: '', pointer: '/interactions/value' },
    },
  ],
  'knowledge-tracing': [
    {
      title: 'learners and skills',
      scenario: lines(
        'columns:',
        `  - { name: who, kind: identifier, ${meaning} }`,
        `  - { name: at, kind: numeric, ${meaning}, missing: reject }`,
        `  - { name: skill, kind: categorical, ${meaning}, missing: own-category }`,
        `  - { name: right, kind: categorical, ${meaning}, missing: own-category, unknown: reject, ${outcomes} }`,
        `target: { name: right, kind: categorical, ${meaning}, ${outcomes}, positive: '1' }`,
        'task: { name: knowledge-tracing, options: { group: who, order: at, skill: skill, window: 8 } }',
        'model: { architecture: recurrent-tracing, options: { units: 8, hidden: 8 } }',
        quickly,
        `split: { method: group, column: who, ${apart} }`,
        'metrics: { primary: auc }',
      ),
      rows: lines(
        'who,at,skill,right',
        ...learners.flat().map(({ who, at, skill, right }) => `${who},${at},${skill},${right}`),
      ),
      unreadable: 'l1,99,s1,perhaps',
      request: {
        history: [...learners[0].slice(0, 5), { who: 'l0', at: 6, skill: 's2', right: null }],
      },
      refused: { from: 'order: at', to: 'order: skill', pointer: '/task/options/order' },
    },
  ],
  'portfolio-risk': [
    {
      title: 'what can be lost',
      scenario: lines(
        'prices: { date: day }',
        'columns:',
        `  - { name: held, kind: positions, assets: [A, B, C], unit: EUR, ${meaning} }`,
        `  - { name: as_of, kind: date, role: context, optional: true, ${meaning} }`,
        `target: { name: loss, kind: numeric, ${meaning}, unit: '%' }`,
        'task: { name: portfolio-risk, options: { window: 200, paths: 200 } }',
        network,
        quickly,
        'split: { method: time, column: as_of, test: 0.2 }',
        'metrics: { primary: fz_loss }',
      ),
      rows: lines('day,A,B,C', ...pricesOf(420)),
      unreadable: '2024-01-01,dear,1,1',
      request: {
        rows: [
          { held: [{ asset: 'A', weight: 0.5 }, { asset: 'C', weight: 0.5 }], as_of: null }, // prettier-ignore
          { held: [{ asset: 'B', amount: 5000 }, { asset: 'A', amount: -1000 }], as_of: '2020-10-03' }, // prettier-ignore
          { held: 'C: 100 %', as_of: '2030-01-01' },
        ],
      },
      refused: { from: 'column: as_of', to: 'column: held', pointer: '/split/column' },
    },
  ],
  allocation: [
    {
      title: 'what to hold',
      scenario: lines(
        'prices: { date: day }',
        'columns:',
        `  - { name: held, kind: positions, assets: [A, B, C], unit: EUR, longOnly: true, missing: allow, optional: true, ${meaning} }`,
        `  - { name: as_of, kind: date, role: context, optional: true, ${meaning} }`,
        `target: { name: gain, kind: numeric, ${meaning}, unit: '%' }`,
        'task: { name: allocation, options: { cap: 0.6, refit: 3, members: 1, riskAversion: [5, 20] } }',
        network,
        quickly,
        'split: { method: time, column: as_of, test: 0.25 }',
        'metrics: { primary: sharpe }',
      ),
      rows: lines('day,A,B,C', ...pricesOf(800)),
      unreadable: '2026-01-01,dear,1,1',
      request: {
        rows: [
          { held: [{ asset: 'A', weight: 0.5 }, { asset: 'C', weight: 0.3 }], as_of: null }, // prettier-ignore
          { held: [{ asset: 'B', amount: 5000 }], as_of: '2021-12-03' },
          { held: 'C: 100 %', as_of: '2030-01-01' },
          { held: null, as_of: null },
        ],
      },
      refused: { from: 'cap: 0.6', to: 'cap: 0.3', pointer: '/task/options/cap' },
    },
  ],
};
