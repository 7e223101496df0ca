import type { Table } from '../../../tables/table.js';
import type { Examples, TargetValue } from '../examples/examples.js';
import type { Task } from './task.js';

/** What of a task and its examples tells what outputs are about. */
interface Settling {
  task: Pick<Task<unknown, unknown, TargetValue>, 'settled'>;
  examples: Pick<Examples, 'lookAhead'>;
  state: unknown;
}

/**
 * Outputs about the target itself, from those of a network that may have learnt something else of it.
 * @param rows of the table, one for each row of the outputs.
 */
export function settledOutputs(
  { task, examples, state }: Settling,
  outputs: Float32Array,
  { table, rows }: { table: Table; rows: Int32Array },
): Float32Array {
  const last = examples.lookAhead?.last?.(table, rows);
  return last && task.settled ? task.settled(outputs, last, state) : outputs;
}
