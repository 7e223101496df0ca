import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Configuration } from '../../src/core/configuration.js';
import { JobsService } from '../../src/jobs/jobs-service.js';
import { ScenarioCatalogue } from '../../src/scenarios/scenario-catalogue.js';
import { openServer, type TestServer } from '../end-to-end/server.fixture.js';

/** Debian's; a test says in its name that it skips where there is none. */
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const hasBrowser = program !== undefined;
export const needsBrowser = hasBrowser ? '' : ' (skipped: there is no /usr/bin/chromium)';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page that writes down whatever must not happen on it. */
export interface WatchedPage {
  page: Page;
  /** Errors of the console, violations of the policy, requests to elsewhere; emptied by reading. */
  troubles(): string[];
  /** What axe finds serious or critical: rule and element. */
  violations(): Promise<string[]>;
}

export interface BrowserSuite {
  server: TestServer;
  origin: string;
  scenarios: string[];
  open(settings: { language: 'en' | 'zh'; width?: number; theme?: 'light' | 'dark' }): Promise<WatchedPage>;
  close(): Promise<void>;
}

/**
 * A listening server, with a model of every scenario that ships or of those that are named, and a browser.
 * @param changes of its configuration, from the folder of its home
 */
export async function openBrowserSuite(
  named?: readonly string[],
  changes: (home: string) => Promise<Partial<Configuration>> = () => Promise.resolve({}),
): Promise<BrowserSuite> {
  const home = await mkdtemp(join(tmpdir(), 'sextant-browser-'));
  const server = await openServer({ port: 0, ...(await changes(home)) }, home);
  const scenarios =
    named ??
    server.application
      .get(ScenarioCatalogue)
      .list()
      .map(({ spec }) => spec.id);
  for (const id of scenarios) await server.train(id);
  const jobs = server.application.get(JobsService);
  await jobs.claim();
  await jobs.openInBackground();
  await server.application.listen(0, '127.0.0.1');
  const { port } = server.application.getHttpServer().address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
  return {
    server,
    origin,
    scenarios: [...scenarios],
    open: (settings) => watchedPage(browser, origin, settings),
    close: async () => {
      await browser.close();
      await server.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function watchedPage(
  browser: Browser,
  origin: string,
  { language, width = 1440, theme = 'light' }: Parameters<BrowserSuite['open']>[0],
): Promise<WatchedPage> {
  const context: BrowserContext = await browser.newContext({
    baseURL: origin,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  });
  const troubles: string[] = [];
  await context.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
  );
  const page = await context.newPage();
  page.on('console', (message) => {
    // A model without a plot or a profile answers 404, which the browser writes down and the page tells.
    const isAbsence = / 404 /.test(message.text()) && /\/(?:profile|plot\.svg)$/.test(message.location().url);
    if (message.type() === 'error' && !isAbsence) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      troubles.push(`asked ${request.url()}`);
  });
  return {
    page,
    troubles: () => troubles.splice(0),
    violations: () => violationsOn(page),
  };
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

async function violationsOn(page: Page): Promise<string[]> {
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe);
  const found = await page.evaluate<Violation[]>(
    "axe.run(document, { resultTypes: ['violations'], preload: false }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) })))",
  );
  const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
}
