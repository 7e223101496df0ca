import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  hasBrowser,
  needsBrowser,
  openBrowserSuite,
  type BrowserSuite,
  type WatchedPage,
} from './browser.fixture.js';

const suiteOf = hasBrowser ? describe : describe.skip;

/** Customers in German form: semicolons, decimal commas, days, and a column that holds nothing. */
function customers(): string {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const tenure = (i * 37) % 60;
    const fee = (20 + ((i * 53) % 80) + 0.5).toFixed(2).replace('.', ',');
    const day = `${String(1 + (i % 28)).padStart(2, '0')}.0${1 + (i % 9)}.2025`;
    const leaves = tenure + ((i * 29) % 40) < 45 ? 'yes' : 'no';
    return [`C${i}`, tenure, fee, i % 3 === 0 ? 'yearly' : 'monthly', day, '', leaves].join(';');
  });
  return ['customer;tenure;fee;contract;since;remarks;churned', ...rows].join('\n');
}

suiteOf(`a question of one's own${needsBrowser}`, () => {
  let suite: BrowserSuite;

  beforeAll(async () => {
    suite = await openBrowserSuite([]);
  }, 120_000);

  afterAll(() => suite.close());

  async function faults(watched: WatchedPage): Promise<string[]> {
    const wide = await watched.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    const found = [...watched.troubles(), ...(await watched.violations())];
    return [...found, ...(wide > 0 ? [`wider than the window by ${wide}`] : [])];
  }

  async function drop({ page }: WatchedPage, name: string): Promise<void> {
    await page.locator('input[type=file]').setInputFiles({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(customers()),
    });
    await page.locator('[data-testid=column]').first().waitFor({ timeout: 60_000 });
  }

  /** A file that shows what a person would see, where somebody wants to look. */
  async function picture({ page }: WatchedPage, name: string): Promise<void> {
    const folder = process.env.SEXTANT_TEST_PICTURES;
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }

  it('goes from a file to its first answer, in English', async () => {
    const watched = await suite.open({ language: 'en', width: 1440 });
    const { page } = watched;
    await page.goto('/');
    await page.getByRole('link', { name: 'A question of your own' }).click();
    await drop(watched, 'Our customers.csv');
    expect(await faults(watched)).toEqual([]);
    await picture(watched, 'own-en');
    const texts = await page.locator('[data-testid=column]').allInnerTexts();
    expect(texts.map((text) => text.split('\n')[0])).toEqual([
      'customer',
      'tenure',
      'fee',
      'contract',
      'since',
      'remarks',
    ]);
    expect(texts[2]).toContain('decimal comma');
    expect(texts[4]).toContain('dd.MM.yyyy');
    const fee = page.locator('[data-testid=column]', { hasText: 'fee' });
    await fee.getByLabel('Unit').fill('EUR');
    await page.getByLabel('Title', { exact: true }).fill('Customers who leave');
    await page.getByText('What wrong answers cost').click();
    await page.getByLabel('Acting where it was not needed costs').fill('1');
    await page.getByLabel('Not acting where it was needed costs').fill('4');
    await page.getByRole('button', { name: 'Train a model for it' }).click();
    await page.getByRole('link', { name: 'Ask it' }).click({ timeout: 120_000 });
    expect(new URL(page.url()).pathname).toBe('/own/our-customers');
    await page.locator('[data-testid=figure]').waitFor({ timeout: 60_000 });
    expect(await page.locator('h1').innerText()).toBe('What will churned be?');
    expect(await page.locator('.inputs').innerText()).toContain('EUR');
    expect(await faults(watched)).toEqual([]);
    await picture(watched, 'answer-en');
    await page.goto('/own/our-customers/versions');
    await page.getByRole('button', { name: 'Remove this question' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove this question' }).click();
    await page.getByRole('heading', { name: 'Which question do you have?' }).waitFor();
    expect((await suite.server.get('/v1/own/our-customers')).status).toBe(404);
    await page.context().close();
  }, 240_000);

  it('goes from a file to its first answer, in Chinese on a narrow window', async () => {
    const watched = await suite.open({ language: 'zh', width: 360, theme: 'dark' });
    const { page } = watched;
    await page.goto('/own');
    expect(await faults(watched)).toEqual([]);
    await drop(watched, '客户.csv');
    expect(await faults(watched)).toEqual([]);
    await picture(watched, 'own-zh');
    await page.getByLabel('希望事先知道的列').selectOption('fee');
    await page
      .getByText('fee 会是什么？')
      .or(page.locator('input[value="fee 会是什么？"]'))
      .first()
      .waitFor();
    await page.getByRole('button', { name: '为它训练模型' }).click();
    await page.getByRole('link', { name: '去提问' }).click({ timeout: 120_000 });
    expect(new URL(page.url()).pathname).toBe('/own/scenario');
    await page.locator('[data-testid=figure]').waitFor({ timeout: 60_000 });
    expect(await faults(watched)).toEqual([]);
    await picture(watched, 'answer-zh');
    await page.context().close();
  }, 240_000);

  it('says what is wrong with a table, and takes the next one', async () => {
    const watched = await suite.open({ language: 'en' });
    const { page } = watched;
    await page.goto('/own');
    const choose = (text: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'few.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose('a,b\n');
    expect(await page.getByRole('alert').innerText()).toContain('has no rows');
    expect(await watched.violations()).toEqual([]);
    await choose('size,weight\n1,2.5\n2,3\n3,9\n');
    await page.getByText('3 rows are few').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });
});
