import { expect, it } from '@jest/globals';
import { checkScenario } from './check-scenario.js';
import { numericTarget, tinySpec } from './scenario.fixture.js';
import { optimisationSchema } from './schema/optimisation.js';

const spec = tinySpec({ ...numericTarget, sensitive: [] });
const [size, colour] = spec.columns;
const settable = { ...size, actionable: { range: [0, 5] as [number, number] } };
const limit = { name: 'most', terms: { size: 1 }, upper: 4 };
const optimisation = (limits: object[] = [limit]) => optimisationSchema.parse({ goal: 'maximise', limits });
const placesOf = (changes: Parameters<typeof tinySpec>[0]) =>
  checkScenario({ ...spec, columns: [settable, colour], optimisation: optimisation(), ...changes }).map(
    ({ pointer }) => pointer,
  );

it('takes settings and limits of numbers', () => {
  expect(placesOf({})).toEqual([]);
});

it('refuses limits of what is no number, a name twice, people, and nothing to set', () => {
  expect(placesOf({ optimisation: optimisation([{ ...limit, terms: { colour: 1, weight: 2 } }]) })).toEqual([
    '/optimisation/limits/0/terms/colour',
    '/optimisation/limits/0/terms/weight',
  ]);
  expect(placesOf({ optimisation: optimisation([limit, limit]) })).toEqual(['/optimisation/limits/1/name']);
  expect(placesOf({ sensitive: ['colour'] })).toEqual(['/optimisation']);
  expect(placesOf({ columns: [size, colour] })).toEqual(['/optimisation']);
});

it('refuses a range for what is no number, ends that cross, and a limit without any', () => {
  expect(placesOf({ columns: [settable, { ...colour, actionable: { range: [0, 1] } }] })).toEqual([
    '/columns/1/actionable',
  ]);
  const wrong = [
    { ...limit, upper: undefined },
    { ...limit, lower: 5 },
    { ...limit, terms: {} },
  ];
  expect(
    wrong.map((one) => optimisationSchema.safeParse({ goal: 'maximise', limits: [one] }).success),
  ).toEqual([false, false, false]);
});

it('says what a goal can be', () => {
  const { error } = optimisationSchema.safeParse({ goal: 'best' });
  expect(error?.issues.map(({ message }) => message)).toEqual([
    'maximise, minimise, { reach: … } or { cheapest: … }',
  ]);
});
