// The fuzzers of test/faults for longer than a test may take.
/** @import { ScenarioSet } from '../../test/faults/fuzz/fuzz-home.js' */
import '../typescript.mjs';

const { openFuzzHome } = await import('../../test/faults/fuzz/fuzz-home.js');
const { fuzzApi } = await import('../../test/faults/fuzz/api-run.js');
const { fuzzCsv } = await import('../../test/faults/fuzz/csv-run.js');
const { startJobServer } = await import('../../test/end-to-end/jobs.fixture.js');

/**
 * Which cases.
 * @typedef {{ seed: number, from: number, scenarios: ScenarioSet }} Cases
 */

/**
 * Send requests made from the OpenAPI file, and all that comes of it.
 * @param {Cases & { cases: number }} order
 */
export async function sendRequests({ cases, seed, from, scenarios }) {
  const home = await openFuzzHome(scenarios);
  try {
    return { seed, from, scenarios, ...(await fuzzApi(home, { cases, seed, from })) };
  } finally {
    await home.close();
  }
}

/**
 * Score mangled files here, every tenth as a batch, too.
 * @param {Cases & { files: number }} order
 */
export async function scoreMangled({ files, seed, from, scenarios }) {
  const home = await openFuzzHome(scenarios);
  const server = await startJobServer({ SEXTANT_HOME: home.folder, SEXTANT_JOB_PART_BYTES: '3000' });
  try {
    return { seed, from, scenarios, ...(await fuzzCsv(home, { files, seed, from, server })) };
  } finally {
    await server.end();
    await home.close();
  }
}
