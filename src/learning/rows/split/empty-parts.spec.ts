import { expect, it } from '@jest/globals';
import { requireRows } from './empty-parts.js';

it('a training without a row in a part is refused, the part named', () => {
  expect(() => requireRows({ learning: 3, validation: 0 }, { steps: 2 })).toThrow(
    expect.objectContaining({
      message: 'No row is left for validation.',
      details: [
        {
          expected:
            'at least 3 steps of a series in the part "validation", so that the value of the furthest horizon lies in it, too',
          received: 'rows that teach: learning 3, validation 0',
        },
      ],
    }),
  );
  expect(() => requireRows({ learning: 0, 'held out': 0 })).toThrow(
    'No row is left for learning and held out.',
  );
  expect(() => requireRows({ learning: 1, 'held out': 1 })).not.toThrow();
});
