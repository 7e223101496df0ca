import { expect, it } from '@jest/globals';
import type { ScenarioDescription } from '../../api/types';
import { stepsOf } from './steps';

const scenario = (order: string) => ({ history: { order, window: 1 } }) as ScenarioDescription;

it('horizons lie as many steps ahead as their moments say', () => {
  const rows = [{ t: '2023-03-09 14:00:00' }, { t: '2023-03-09 15:00:00' }];
  const horizons = [
    { horizon: '1h', at: '2023-03-09 16:00:00', value: 1 },
    { horizon: '24h', at: '2023-03-10 15:00:00', value: 1 },
  ];
  expect(stepsOf(scenario('t'), rows, horizons)).toEqual([1, 24]);
  expect(
    stepsOf(scenario('year'), [{ year: 2023 }, { year: 2024 }], [{ horizon: '10', at: '2034', value: 1 }]),
  ).toEqual([10]);
});

it('horizons without moments lie apart as their names say', () => {
  const horizons = ['5min', '15min'].map((horizon) => ({ horizon, value: 1 }));
  expect(stepsOf(scenario('t'), [], horizons)).toEqual([1, 3]);
});
