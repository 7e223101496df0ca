import { offsetOf } from './calendar.js';
import type { Finding, ReviewedCells } from './column-kind.js';

/** Times with and without an offset in one column: the rows of the rarer ones. Days have no time, so they go with both. */
export function mixedOffsets({ values, inputAt }: ReviewedCells, zone: string | undefined): Finding[] {
  const rows = { with: [] as number[], without: [] as number[] };
  values.forEach((value, row) => {
    const input = inputAt(row);
    const written =
      typeof value === 'number' && typeof input === 'string' ? offsetOf(input.trim()) : undefined;
    if (written) rows[written].push(row);
  });
  if (rows.with.length === 0 || rows.without.length === 0) return [];
  const rarer = rows.with.length < rows.without.length ? 'with' : 'without';
  const clock = zone ?? 'UTC';
  const text = {
    en: `times with an offset stand beside times without, which are read on the clock of ${clock}; these are the rows of the rarer ones.`,
    zh: `带时区偏移与不带偏移的时间混在一起，不带偏移的按 ${clock} 时钟读取；所列为较少的一种。`,
  };
  return [{ code: 'mixed-offsets', text, rows: rows[rarer] }];
}
