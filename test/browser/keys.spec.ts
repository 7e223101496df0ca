import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeysFile } from '../../src/core/access/keys-file.js';
import { hasBrowser, needsBrowser, openBrowserSuite, type BrowserSuite } from './browser.fixture.js';

const suiteOf = hasBrowser ? describe : describe.skip;

suiteOf(`the app of a server that wants keys${needsBrowser}`, () => {
  const id = 'basics/linear-regression';
  let suite: BrowserSuite;
  let key: string;

  beforeAll(async () => {
    suite = await openBrowserSuite([id], async (home) => {
      const keysFile = join(home, 'keys.jsonl');
      key = (await new KeysFile(keysFile).add({ '*': 'reader' }, 'test', new Date())).text;
      return { keysFile };
    });
  });

  afterAll(() => suite.close());

  it('asks for one, and then has pictures and files like every other', async () => {
    const { page } = await suite.open({ language: 'en' });
    await page.goto(`/${id}/model`);
    await page.getByLabel('Your key').fill(key);
    await page.getByRole('button', { name: 'Ask with this key' }).click();
    const picture = page.locator('img.drawing');
    await picture.waitFor();
    expect(await picture.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBeGreaterThan(
      0,
    );
    const kept = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Model card' }).click();
    const download = await kept;
    expect(download.suggestedFilename()).toBe('model-card.md');
    expect(await readFile(await download.path(), 'utf8')).toMatch(/^# /);
  });
});
