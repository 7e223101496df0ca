import { getHeapStatistics } from 'node:v8';
import type { TableLimits } from '../../csv/table-size.js';

/** Rows are told apart by sets of their numbers, and V8's sets hold 2^24 entries at most. */
export const mostTrainingRows = 2 ** 24 - 1;

/** The share of this thread's JavaScript heap that the cells of a table may take; the rest is for what is made of them. */
const shareOfHeap = 0.75;

/** What a table to learn from may be at most, here and now. */
export function trainingLimits(): TableLimits {
  return { rows: mostTrainingRows, memory: shareOfHeap * getHeapStatistics().heap_size_limit };
}
