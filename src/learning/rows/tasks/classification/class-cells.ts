import { figureText } from '../../../../core/text/figures.js';
import type { ClassCells, ClassColumn } from '../task.js';

/** A column for the probability of each class, `outputs` being one number per class and row. */
export function classCells(labels: readonly string[]): ClassCells {
  const width = labels.length;
  return {
    columns: classColumns(labels),
    cells: (outputs, row) => labels.map((_, i) => figureText(outputs[row * width + i])),
  };
}

/**
 * `probability_` and what the class is called; line ends and other signs that no name of a column holds become blanks. A class that is
 * called as another one before it gets a number behind.
 */
function classColumns(labels: readonly string[]): ClassColumn[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    const plain = `probability_${label.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim()}`;
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`;
    taken.add(name);
    return { label, name };
  });
}
