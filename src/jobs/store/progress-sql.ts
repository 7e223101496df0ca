/** Seconds since the speed of a row of `sextant.job` is counted; null where that is no time, as after the clock was set back. */
function elapsed(row: string): string {
  const seconds = `extract(epoch FROM coalesce(${row}.finished_at, now()) - ${row}.rate_from)::float8`;
  return `nullif(greatest(${seconds}, 0), 0)`;
}

/** Done a second of a row of `sextant.job`, since its stage began or since a restart. */
export function speed(row: string): string {
  return `(${row}.done - ${row}.rate_done) / ${elapsed(row)}`;
}

/**
 * The progress of a row of `sextant.job` as JSON: stage, done, total, speed a second since the stage began (or since a restart), and
 * the seconds that the rest takes at that speed.
 */
export function progressJson(row: string): string {
  const perSecond = `nullif(${speed(row)}, 0)`;
  return `jsonb_build_object(
    'stage', ${row}.stage, 'done', ${row}.done, 'total', ${row}.total, 'detail', ${row}.detail,
    'perSecond', round((${perSecond})::numeric, 1)::float8,
    'remainingSeconds', round(((${row}.total - ${row}.done) / ${perSecond})::numeric, 1)::float8)`;
}
