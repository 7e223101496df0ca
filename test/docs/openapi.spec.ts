import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readConfiguration } from '../../src/core/configuration.js';
import { OpenApi } from '../../src/http/openapi.js';
import { ScenarioCatalogue } from '../../src/scenarios/scenario-catalogue.js';
import { openSuite } from '../../src/suite.js';
import { readProjectFile } from './markdown.js';

it('docs/openapi.json is what the code gives: node scripts/openapi.mjs writes it', async () => {
  const home = await mkdtemp(join(tmpdir(), 'sextant-openapi-'));
  const suite = await openSuite(readConfiguration({ SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'silent' }));
  try {
    const document = await new OpenApi(suite.get(ScenarioCatalogue)).document();
    // As text: the order of the keys counts, too.
    expect(`${JSON.stringify(document, null, 2)}\n` === readProjectFile('docs/openapi.json')).toBe(true);
  } finally {
    await suite.close();
    await rm(home, { recursive: true, force: true });
  }
});
