/**
 * The progress of a row of `sextant.job` as JSON: stage, done, total, speed a second since the stage began (or since a restart), and
 * the seconds that the rest takes at that speed.
 */
export function progressJson(row: string): string {
  const seconds = `nullif(extract(epoch FROM coalesce(${row}.finished_at, now()) - ${row}.rate_from)::float8, 0)`;
  const speed = `nullif((${row}.done - ${row}.rate_done) / ${seconds}, 0)`;
  return `jsonb_build_object(
    'stage', ${row}.stage, 'done', ${row}.done, 'total', ${row}.total, 'detail', ${row}.detail,
    'perSecond', round((${speed})::numeric, 1)::float8,
    'remainingSeconds', round(((${row}.total - ${row}.done) / ${speed})::numeric, 1)::float8)`;
}
