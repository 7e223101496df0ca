import { expect, it } from '@jest/globals';
import { stratifiedMedoids } from './medoids.js';

it('takes of each stratum of what is predicted the row in the middle of the others', () => {
  const features = [0, 1, 10, 5, 6, 40].flatMap((x) => [x, 0]);
  const found = stratifiedMedoids(
    { data: Float32Array.from(features), width: 2 },
    [0.1, 0.2, 0.3, 0.9, 0.8, 0.7],
    2,
  );
  expect([...found]).toEqual([1, 4]);
});

it('takes every row where there are no more than are asked for', () => {
  const found = stratifiedMedoids({ data: Float32Array.of(3, 1, 2), width: 1 }, [0.3, 0.1, 0.2], 10);
  expect([...found]).toEqual([1, 2, 0]);
});
