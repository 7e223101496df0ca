import { metrics } from '../evaluation/metrics/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import { declaredRole, isInput, roleOf } from '../tables/columns/roles.js';
import type { Profile } from '../tables/profile/profile-schema.js';
import { profileHead, profileLines } from '../tables/profile/profile-text.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { KeptRows } from '../learning/family.js';
import type { Interval, Report } from '../learning/report.js';
import { linesText, type TrainingNote } from '../learning/training-note.js';
import { whatDecides } from './what-decides.js';

const sourceTexts = {
  original: 'the original dataset',
  'synthetic-sample':
    'a SYNTHETIC sample: the figures below prove the plumbing and say nothing about quality',
  file: 'a file given by the user',
} as const;

/** What is told of the rows that were learnt from. */
interface LearntFrom {
  profile: Profile;
  /** What of them the version keeps. */
  kept?: KeptRows;
}

/** The model card (Mitchell et al., 2019) as Markdown: what it is for and not for, data, figures, limits. */
export function modelCard({ spec }: Scenario, report: Report, { profile, kept }: LearntFrom): string {
  const sections = [
    `# ${spec.title.en} · ${spec.title.zh}`,
    `${spec.question.en}\n\n${spec.question.zh}`,
    spec.notice ? `> **${spec.notice.en}**\n>\n> **${spec.notice.zh}**` : '',
    `## Model\n\n${modelText(report)}`,
    `## Data\n\n${dataText(report)}${keptText(kept)}`,
    list('Notes on the data and the training', (report.notes ?? []).map(noteText)),
    `## Profile\n\n${profileText(profile)}`,
    `## Figures\n\n${figuresTable(report)}`,
    targetsText(report),
    stagesText(report),
    decidingText(report),
    list(
      'Published and peer figures',
      spec.references.map(
        ({ model, metric, value, protocol }) => `${model}: ${metric} ${value} (${protocol})`,
      ),
    ),
    list('Roles of columns', rolesOf(spec.columns)),
    list(
      'Derived columns',
      spec.derived.map(({ name, expression }) => `\`${name}\` = \`${expression}\``),
    ),
    list(
      'Sensitive columns',
      spec.sensitive.map((name) => `\`${name}\``),
    ),
    list('Answers', keptAnswers(spec.log)),
    list(
      'Limits',
      spec.caveats.map((text) => `${text.en} ${text.zh}`),
    ),
    list(
      'Not for',
      spec.notFor.map((text) => `${text.en} ${text.zh}`),
    ),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** Of a scenario that declares it; the environment of a server may say otherwise. */
function keptAnswers(log: Scenario['spec']['log']): string[] {
  if (!log) return [];
  const { days, key, inputs } = log;
  const named = key === undefined ? '' : `, with a keyed hash of \`${key}\``;
  return [
    `A server keeps its answers for ${days} days${named}, to judge them by what came of them. SEXTANT_LOG_ANSWERS may say otherwise.`,
    inputs
      ? 'What was asked is kept, too; sensitive and personal columns as keyed hashes.'
      : 'What was asked is not kept.',
  ];
}

function modelText({ served, trainedAt, engine, seed, seconds }: Report): string {
  return [
    `Serves: **${served.architecture}** (${served.reason}).`,
    `Trained ${trainedAt} in ${seconds.toFixed(1)} s on the ${engine} engine, seed ${seed}.`,
  ].join('\n');
}

function dataText({ data, rows }: Report): string {
  return [
    `Source: ${sourceTexts[data.kind]} (\`${data.name}\`, sha256 \`${data.sha256}\`).`,
    `${rows.development} rows to learn from, ${rows.test} held out for the figures, ${data.rejected} left out as unreadable.`,
  ].join('\n');
}

/** Whoever hands on the version hands these rows on, too. */
function keptText({ rows = 0, windows = 0 }: KeptRows = {}): string {
  const compared = 'answers are explained by comparison with them.';
  const told = [
    rows > 0 ? `${rows} of the rows to learn from are kept in the version as they are: ${compared}` : '',
    windows > 0
      ? `${windows} of the rows to learn from are kept in the version with those before them, as prepared numbers: ${compared}`
      : '',
  ];
  return told.map((text) => text && `\n${text}`).join('');
}

function noteText(note: TrainingNote): string {
  return `${note.text.en}${linesText(note)} ${note.text.zh}`;
}

/** What no feature is made of, where the scenario declares such; identifiers alone go without saying. */
function rolesOf(columns: readonly ColumnSpec[]): string[] {
  if (columns.every((column) => declaredRole(column) === undefined)) return [];
  return columns.flatMap((column) =>
    isInput(column) ? [] : [`\`${column.name}\`: ${roleOf(column)}, not a feature`],
  );
}

/** The rows that were learnt from, column by column. */
function profileText(profile: Profile): string {
  const lines = profileLines(profile).map((cells) => cells.map(escaped));
  const about = `${profile.rows} rows; \`profile.json\` holds histograms and, where there are classes or series, the same of each.`;
  return `${about}\n\n${table(profileHead, lines)}`;
}

function figuresTable({ metrics: figures, constant, candidates }: Report): string {
  const names = Object.keys(figures) as MetricName[];
  const head = [
    'metric',
    'served model (95 % interval)',
    ...candidates.map((c) => c.architecture),
    'constant',
  ];
  const rows = names.map((name) => [
    metrics[name].label.en,
    intervalText(figures[name]),
    ...candidates.map((candidate) => numberText(candidate.test[name])),
    numberText(constant[name]),
  ]);
  return table(head, rows);
}

/** How each of several targets fares. */
function targetsText({ targets = {}, metrics: figures }: Report): string {
  const names = Object.keys(targets);
  if (names.length === 0) return '';
  const head = ['metric', ...names.map((name) => `${name} (${targets[name].rows} rows)`)];
  const rows = (Object.keys(figures) as MetricName[]).map((metric) => [
    metrics[metric].label.en,
    ...names.map((name) => intervalText(targets[name].metrics[metric])),
  ]);
  return `## Targets\n\nThe figures above are means over the targets.\n\n${table(head, rows)}`;
}

/** How the served model fares with less and with more known. */
function stagesText({ stages = [], metrics: figures }: Report): string {
  if (stages.length === 0) return '';
  const head = ['metric', ...stages.map(({ stage }) => stage)];
  const rows = (Object.keys(figures) as MetricName[]).map((name) => [
    metrics[name].label.en,
    ...stages.map((one) => numberText(one.metrics[name])),
  ]);
  return `## Stages\n\nThe figures above are those of the first stage.\n\n${table(head, rows)}`;
}

/** Labels, decisions, calibration and groups on the rows held out. */
function decidingText(report: Report): string {
  const sections = whatDecides(report).map(({ title, rows: [head, ...rows], summary }) =>
    [
      `### ${title}`,
      table(
        head,
        rows.map((cells) => cells.map(escaped)),
      ),
      ...(summary ? [summary] : []),
    ].join('\n\n'),
  );
  return sections.length === 0 ? '' : ['## What decides', ...sections].join('\n\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function intervalText(interval?: Interval): string {
  if (!interval || interval.value === null) return 'not defined';
  if (interval.lower === null || interval.upper === null)
    return `${numberText(interval.value)} (no interval)`;
  return `${numberText(interval.value)} (${numberText(interval.lower)} to ${numberText(interval.upper)})`;
}

function numberText(value: number | null | undefined): string {
  return typeof value === 'number' ? value.toFixed(4) : '–';
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `## ${title}\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}
