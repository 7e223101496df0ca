import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  hasBrowser,
  needsBrowser,
  openBrowserSuite,
  type BrowserSuite,
  type WatchedPage,
} from './browser.fixture.js';

/** The pages of a scenario, each with what is there once it has all it shows. */
const pages = [
  { path: '', shows: '[data-testid=figure]' },
  { path: '/batch', shows: 'input[type=file]' },
  { path: '/model', shows: 'tr.main, table' },
  { path: '/learnt', shows: '.tabs' },
  { path: '/costs', shows: '.tabs' },
  { path: '/versions', shows: 'table' },
];

const others = [
  { path: '/', shows: '.question' },
  { path: '/jobs', shows: 'h1' },
  { path: '/data', shows: 'details' },
  { path: '/tour', shows: 'h1' },
  { path: '/own', shows: 'input[type=file]' },
];

/** Whether nothing is on its way any more; asked from outside, since the policy of the page allows no text to be run as a script. */
const hasAll =
  "document.querySelector('.placeholder') === null && !/Loading …|正在加载/.test(document.body.innerText)";

const suiteOf = hasBrowser ? describe : describe.skip;

suiteOf(`every page in both languages${needsBrowser}`, () => {
  let suite: BrowserSuite;

  beforeAll(async () => {
    suite = await openBrowserSuite();
  }, 900_000);

  afterAll(() => suite.close());

  /** What is wrong with a page: nothing may be. */
  async function visit(watched: WatchedPage, path: string, shows: string): Promise<string[]> {
    const { page } = watched;
    await page.goto(path);
    await page.locator(shows).first().waitFor({ timeout: 60_000 });
    for (let tries = 0; tries < 2400 && !(await page.evaluate<boolean>(hasAll)); tries++)
      await page.waitForTimeout(50);
    const late = (await page.evaluate<boolean>(hasAll)) ? [] : ['is still loading'];
    const width = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    const wide = width > 0 ? [`wider than the window by ${width}`] : [];
    const found = [...watched.troubles(), ...(await watched.violations()), ...wide, ...late];
    return found.map((one) => `${path}: ${one}`);
  }

  it.each([
    { language: 'en', width: 1440, theme: 'light' },
    { language: 'zh', width: 360, theme: 'dark' },
  ] as const)(
    'in $language at $width pixels has no error, no violation of the policy or of axe, and asks nobody else',
    async (settings) => {
      const watched = await suite.open(settings);
      const found: string[] = [];
      for (const { path, shows } of others) found.push(...(await visit(watched, path, shows)));
      for (const id of suite.scenarios)
        for (const { path, shows } of pages) found.push(...(await visit(watched, `/${id}${path}`, shows)));
      // A page that stays open goes on asking.
      await watched.page.context().close();
      expect(found).toEqual([]);
    },
    900_000,
  );

  it('shows the answer that the API gives', async () => {
    const { page } = await suite.open({ language: 'en' });
    for (const id of suite.scenarios) {
      const { example } = (await suite.server.get(`/v1/${id}`)).json;
      const given = (await suite.server.post(`/v1/${id}/predict`, example)).json;
      const answered = page.waitForResponse((one) => one.url().endsWith(`/v1/${id}/predict`));
      await page.goto(`/${id}`);
      const shown = (await (await answered).json()) as { id: string };
      expect({ ...shown, id: '' }).toEqual({ ...given, id: '' });
      const text = await page.locator('[data-testid=figure]').first().innerText();
      expect([id, text]).toEqual([id, expect.stringContaining(figureOf(given.answers?.[0] ?? given))]);
    }
  });
});

interface Given {
  prediction: {
    value?: number;
    probability?: number;
    mastery?: unknown;
    horizons?: { value: number }[];
    items?: { title: string }[];
    targets?: Record<string, unknown>;
  };
}

/** The figure that stands in large, as British English writes it. */
function figureOf({ prediction: { value, probability, horizons, items, targets, mastery } }: Given): string {
  const number = value ?? horizons?.[0].value;
  if (number !== undefined && mastery === undefined) {
    const digits = Math.abs(number) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 };
    return new Intl.NumberFormat('en-GB', digits).format(number);
  }
  if (probability !== undefined)
    return new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 }).format(probability);
  return items?.[0].title ?? `/ ${Object.keys(targets ?? {}).length}`;
}
