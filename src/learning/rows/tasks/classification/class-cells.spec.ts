import { expect, it } from '@jest/globals';
import { classCells } from './class-cells.js';

it('each class has a column of its own name, whatever it is called', () => {
  const classes = classCells(['so, so', 'a\nb', 'a b', '=1+1', '\u200bx']);
  expect(classes.columns.map(({ name }) => name)).toEqual([
    ...['probability_so, so', 'probability_a b', 'probability_a b_2', 'probability_=1+1', 'probability_x'],
  ]);
  const outputs = Float32Array.of(0, 0, 0, 0, 1, 0.5, 0.25, 0.25, 0, 0);
  expect(classes.cells(outputs, 1)).toEqual(['0.5', '0.25', '0.25', '0', '0']);
});
