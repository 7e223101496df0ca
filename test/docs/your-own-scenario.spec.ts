import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/core/paths.js';
import { firstDifference, firstJsonDifference } from './compare-printed.js';
import { applyDiff, blocksOf, type Block } from './guide-blocks.js';
import { GuideReader } from './guide-reader.js';

/*
 * Does what docs/your-own-scenario.md tells, block by block: saves its files, runs its commands, makes its mistakes, and
 * compares what is printed with what the guide says. The built program is used.
 */

const blocks = blocksOf(readFileSync(join(projectRoot, 'docs', 'your-own-scenario.md'), 'utf8'));

/** The guide is for a shell as Linux and macOS have it. */
const describeOnUnix = process.platform === 'win32' ? describe.skip : describe;

describeOnUnix('a reader who follows docs/your-own-scenario.md', () => {
  let reader: GuideReader;
  beforeAll(async () => {
    reader = await GuideReader.create();
  });
  afterAll(() => reader.close());

  it.each(blocks.map((block) => [block.line, block.language, block] as const))(
    'finds line %d (%s) as it is told',
    (_line, _language, block) => follow(reader, block),
    180_000,
  );
});

async function follow(reader: GuideReader, { language, content, file, background }: Block): Promise<void> {
  if (file !== undefined) reader.save(file, content);
  else if (language === 'diff') makeMistake(reader, content);
  else if (language === 'sh' && background) await reader.startServer(content);
  else if (language === 'sh') reader.run(content);
  else {
    const difference = language === 'json' ? firstJsonDifference : firstDifference;
    expect(difference(content, reader.printed ?? '(nothing)')).toBeUndefined();
    await reader.stopServer();
  }
}

/** A change to the scenario's file, and what training then says; the file is whole again afterwards. */
function makeMistake(reader: GuideReader, diff: string): void {
  const [path, right] = [...reader.files].find(([name]) => name.endsWith('scenario.yaml')) ?? ['', ''];
  reader.save(path, applyDiff(right, diff));
  reader.run('npx sextant train retail/customer-churn');
  reader.save(path, right);
}
