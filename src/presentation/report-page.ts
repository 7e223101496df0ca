import type { ReportTable } from '../training/report-table.js';
import { fairnessTables } from '../training/fairness-tables.js';
import { whatDecides } from '../training/what-decides.js';
import { roleOf } from '../tables/columns/roles.js';
import { figures } from './figures/index.js';
import { folded, heading, list, paragraph, table, text } from './html.js';
import type { Page } from './page-parts.js';
import { pageSources, pageStyle } from './page-style.js';
import { learntSection } from './learnt-section.js';
import { dataSection, figuresSection, intervalText, labelOf } from './report-sections.js';
import { storedTables } from './stored-tables.js';

/**
 * The report of a version as one page in one language, for people: it loads nothing, runs nothing and can be printed. What the page has no
 * place for is shown as it is stored.
 */
export function reportPage(page: Page): string {
  const { spec, model, language, words, read } = page;
  const title = read(spec.title);
  const sections = sectionsOf(page).filter(({ body }) => body !== '');
  const contents = sections.map(({ id, title: name }) => `<li><a href="#${id}">${text(name)}</a></li>`);
  const bodies = sections.map(
    ({ id, title: name, body }) => `<section id="${id}">${heading(2, name)}${body}</section>`,
  );
  return `<!DOCTYPE html>
<html lang="${language === 'zh' ? 'zh-CN' : language}">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${pageSources}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="referrer" content="no-referrer" />
<title>${text(`${title} · ${model}`)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header><h1>${text(title)}</h1>${opening(page)}</header>
<nav aria-label="${text(words.contents)}"><ul>${contents.join('')}</ul></nav>
<main>${bodies.join('\n')}</main>
<footer>${paragraph(words.made({ model }))}</footer>
</body>
</html>
`;
}

interface Section {
  id: string;
  title: string;
  /** Empty: the report has nothing of it. */
  body: string;
}

function sectionsOf(page: Page): Section[] {
  const { spec, report, words, read } = page;
  return [
    { id: 'data', title: words.data, body: dataSection(page) },
    { id: 'figures', title: words.figures, body: figuresSection(page) },
    { id: 'curves', title: words.pictures, body: figures(report, words) },
    { id: 'decisions', title: words.deciding, body: decidingSection(page) },
    { id: 'fairness', title: words.fairness, body: fairnessSection(page) },
    { id: 'columns', title: words.reading, body: columnsSection(page) },
    { id: 'learnt', title: words.learnt, body: learntSection(page) },
    { id: 'limits', title: words.limits, body: list(spec.caveats.map(read)) },
    { id: 'not-for', title: words.notFor, body: list(spec.notFor.map(read)) },
    { id: 'everything', title: words.everything, body: everythingSection(page) },
  ];
}

/** What is asked, by which version, and the one figure that says how good it is. */
function opening(page: Page): string {
  const { spec, report, model, words, say, read } = page;
  const { served, trainedAt, engine, seed, seconds, data, primary, metrics, rows } = report;
  const value = intervalText(metrics[primary], words);
  const day = trainedAt.slice(0, 16).replace('T', ' ');
  return [
    paragraph(read(spec.question), 'question'),
    spec.notice ? paragraph(read(spec.notice), 'warning') : '',
    data.kind === 'synthetic-sample' ? paragraph(words.synthetic, 'warning') : '',
    paragraph(words.headline({ metric: labelOf(primary, page), value, rows: rows.test }), 'headline'),
    paragraph(model, 'soft'),
    paragraph(words.serves({ network: served.architecture, reason: say(served.reason) })),
    paragraph(words.trained({ day, seconds: seconds.toFixed(1), engine, seed }), 'soft'),
  ].join('');
}

function decidingSection(page: Page): string {
  const { spec, report, words } = page;
  const { decision } = spec;
  const declared = decision
    ? heading(3, words.decision) + paragraph(words.decisionIs) + storedTables(decision, words)
    : '';
  return declared + tables(whatDecides({ ...report, fairness: undefined }), page);
}

function fairnessSection(page: Page): string {
  const shown = tables(fairnessTables(page.report.fairness), page);
  return shown === '' ? '' : paragraph(page.words.fairnessIs) + shown;
}

function tables(all: readonly ReportTable[], { say }: Page): string {
  const parts = all.map(({ title, rows: [head, ...rows], summary }) =>
    [heading(3, say(title)), table(head.map(say), rows), summary ? paragraph(say(summary)) : ''].join(''),
  );
  return parts.join('');
}

function columnsSection({ spec, words, read }: Page): string {
  const rows = spec.columns.map((column) => [
    column.name,
    column.kind,
    roleOf(column),
    spec.sensitive.includes(column.name) ? words.yes : '',
    read(column.meaning),
  ]);
  const derived = spec.derived.map((column) => [
    column.name,
    'expression' in column ? column.expression : '',
    read(column.meaning),
  ]);
  const head = [words.columnHead, words.kindHead, words.roleHead, words.sensitiveHead, words.meaningHead];
  return [
    paragraph(words.readingIs),
    table(head, rows),
    derived.length === 0 ? '' : table([words.columnHead, words.valuesHead, words.meaningHead], derived),
  ].join('');
}

/** Sections that are shown above whole; of all others a reader may want what the page leaves away. */
const shownWhole = new Set([
  'format',
  'scenario',
  'trainedAt',
  'engine',
  'seed',
  'seconds',
  'data',
  'notes',
  'rows',
  'served',
  'primary',
  'metrics',
  'candidates',
  'constant',
  'references',
]);

function everythingSection({ report, words }: Page): string {
  const others = Object.entries(report).filter(([name, own]) => !shownWhole.has(name) && own !== undefined);
  if (others.length === 0) return '';
  const parts = others.map(([name, own]) => folded(name, storedTables(own, words)));
  return paragraph(words.everythingIs) + parts.join('');
}
