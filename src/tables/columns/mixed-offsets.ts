import { offsetOf } from './calendar.js';
import type { Finding, ReviewedCells } from './column-kind.js';

/**
 * Times of one column whose clocks differ: some with an offset and some without, and where no zone is declared also several offsets, as of a
 * clock with summer time. The rows are those that are not written as most are. Days have no time, so they go with all.
 */
export function mixedOffsets({ values, inputAt }: ReviewedCells, zone: string | undefined): Finding[] {
  const rowsOf = new Map<number | 'none' | 'some', number[]>();
  values.forEach((value, row) => {
    const input = inputAt(row);
    const offset =
      typeof value === 'number' && typeof input === 'string' ? offsetOf(input.trim()) : undefined;
    if (offset === undefined) return;
    // By a declared zone it is known what the clock shows at any offset.
    const form = zone !== undefined && offset !== 'none' ? 'some' : offset;
    const rows = rowsOf.get(form);
    if (rows) rows.push(row);
    else rowsOf.set(form, [row]);
  });
  if (rowsOf.size < 2) return [];
  const [, ...rarer] = [...rowsOf.values()].sort((a, b) => b.length - a.length);
  const rows = rarer.flat().sort((a, b) => a - b);
  return [{ code: 'mixed-offsets', text: zone === undefined ? withoutZone : withZone(zone), rows }];
}

const withoutZone = {
  en: 'times are written with different offsets or with none; those with none are read as UTC, and hour and weekday are those of UTC, not of a local clock (see zone).',
  zh: '时间的时区偏移不一致或缺失：无偏移的按 UTC 读取，小时与星期均按 UTC 而非当地时钟（参见 zone）。',
};

function withZone(zone: string) {
  return {
    en: `times with an offset stand beside times without, which are read on the clock of ${zone}.`,
    zh: `带偏移与不带偏移的时间混在一起，不带偏移的按 ${zone} 时钟读取。`,
  };
}
