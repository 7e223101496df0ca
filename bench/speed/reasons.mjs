// What explanations cost: of one row of every scenario over REST, and of every row of a CSV.
/** @import { Sextant, SpeedSetting } from '../shapes.js' */
/** @import { ScoreResult } from '#dist/scoring/csv/score-csv.js' */
import { join } from 'node:path';
import { parseJson, present } from '../report.mjs';
import { ownServer } from './http.mjs';
import { creditCsv, medianOf, shipped } from './setting.mjs';

const requests = 10;
const csvRows = 20_000;

/**
 * Median milliseconds of one request, one after the other: an answer without reasons, and its explanation.
 * @typedef {{ scenario: string, answer: number, explanation: number }} ExplainedScenario
 */

/**
 * @param {Omit<SpeedSetting, 'runs'> & { runs: number, work: string }} setting
 * @returns {Promise<{ scenarios: ExplainedScenario[], csv: { reasons: number, rows: number, rowsPerSecond: number }[] }>}
 */
export async function reasonsCost({ home, environment, sextant, python, runs, work }) {
  const csv = creditCsv(python, csvRows, work);
  const rates = [0, 3].map((reasons) => {
    const each = Array.from({ length: runs }, () => csvRate({ sextant, csv, work, reasons }));
    return { reasons, rows: csvRows, rowsPerSecond: medianOf(each).median };
  });
  const own = await ownServer(home, environment);
  try {
    await own.ready();
    const listed = /** @type {{ id: string }[]} */ (await answered(own.url('/v1/scenarios')));
    const scenarios = /** @type {ExplainedScenario[]} */ ([]);
    for (const { id } of listed) {
      const described = /** @type {{ explains: boolean, example: object }} */ (
        await answered(own.url(`/v1/${id}`))
      );
      if (!described.explains) continue;
      const { example } = described;
      scenarios.push({
        scenario: id,
        answer: await milliseconds(own.url(`/v1/${id}/predict?reasons=false`), example),
        explanation: await milliseconds(own.url(`/v1/${id}/explain`), example),
      });
    }
    return { scenarios, csv: rates };
  } finally {
    await own.end();
  }
}

/**
 * Rows per second of one thread.
 * @param {{ sextant: Sextant, csv: string, work: string, reasons: number }} order
 */
function csvRate({ sextant, csv, work, reasons }) {
  const asked = reasons > 0 ? ['--reasons', String(reasons)] : [];
  const text = sextant(
    'score',
    shipped,
    csv,
    '-o',
    join(work, 'out.csv'),
    '--workers',
    '1',
    '--json',
    ...asked,
  );
  return /** @type {ScoreResult} */ (parseJson(text)).rowsPerSecond;
}

/**
 * @param {string} url
 * @param {object} body
 */
async function milliseconds(url, body) {
  await answered(url, body);
  const each = [];
  for (let request = 0; request < requests; request++) {
    const started = performance.now();
    await answered(url, body);
    each.push(performance.now() - started);
  }
  return medianOf(each, 1).median;
}

/**
 * @param {string} url
 * @param {object} [body] absent: GET
 * @returns {Promise<unknown>}
 */
async function answered(url, body) {
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, body && options);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return present(parseJson(text), `an answer of ${url}`);
}
