// The description of the API, docs/openapi.json, from the code and the scenarios that ship. Build first.
//   node scripts/openapi.mjs            write it
//   node scripts/openapi.mjs --check    exit with 1 when the file is not up to date
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const path = join(root, 'docs', 'openapi.json');

try {
  await main(parseArgs({ options: { check: { type: 'boolean' } } }).values);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

/** @param {{ check?: boolean }} options */
async function main({ check = false }) {
  const fresh = `${JSON.stringify(await describeApi(), null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, 'utf8') === fresh) {
    console.log('docs/openapi.json is up to date.');
  } else if (!check) {
    writeFileSync(path, fresh);
    console.log('Written: docs/openapi.json');
  } else {
    console.error(
      'Not up to date: docs/openapi.json. Run: npm run --silent build && node scripts/openapi.mjs',
    );
    process.exitCode = 1;
  }
}

/** What a server of this build would serve as /openapi.json, whatever it has trained. */
async function describeApi() {
  if (!existsSync(join(root, 'dist', 'suite.js'))) throw new Error('Build first: npm run --silent build');
  const { readConfiguration } = await import('#dist/core/configuration.js');
  const { OpenApi } = await import('#dist/http/openapi.js');
  const { ScenarioCatalogue } = await import('#dist/scenarios/scenario-catalogue.js');
  const { openSuite } = await import('#dist/suite.js');
  const home = mkdtempSync(join(tmpdir(), 'sextant-openapi-'));
  const suite = await openSuite(readConfiguration({ SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'silent' }));
  try {
    return await new OpenApi(suite.get(ScenarioCatalogue)).document();
  } finally {
    await suite.close();
    rmSync(home, { recursive: true, force: true });
  }
}
