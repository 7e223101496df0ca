import { z } from 'zod';
import { metrics } from '../evaluation/metrics/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { Interval } from '../learning/report.js';
import type { TrainingNote } from '../learning/training-note.js';
import { profileLines } from '../tables/profile/profile-text.js';
import { folded, heading, list, paragraph, table } from './html.js';
import { number, type Page } from './page-parts.js';

/** Where the rows came from, what should be known of them, and what they are like. */
export function dataSection({ report, profile, words, say, read }: Page): string {
  const { data, rows, notes = [] } = report;
  const noted = notes.map((note) => [read(note.text), linesOf(note, words)].join(' ').trim());
  const head = [words.columnHead, words.kindHead, words.missingHead, words.distinctHead, words.valuesHead];
  return [
    paragraph(
      words.source({ kind: say(data.kind.replaceAll('-', ' ')), name: data.name, sha256: data.sha256 }),
    ),
    paragraph(words.rows({ ...rows, rejected: data.rejected })),
    noted.length === 0 ? '' : heading(3, words.notes) + list(noted),
    profile
      ? folded(words.profile({ rows: profile.rows }), table(head, profileLines(profile)))
      : paragraph(words.noProfile, 'soft'),
  ].join('');
}

function linesOf({ lines = [], count = 0 }: TrainingNote, words: Page['words']): string {
  if (lines.length === 0) return '';
  const places = { lines: lines.join(', ') };
  return count > lines.length ? words.moreLines(places) : words.lines(places);
}

/** Metrics beside the candidates, the constant and what others reach. */
export function figuresSection(page: Page): string {
  const { report, words } = page;
  const { metrics: own, candidates, constant, served, rows } = report;
  const names = Object.keys(own) as MetricName[];
  const head = [
    words.metricHead,
    words.servedHead({ network: served.architecture }),
    ...candidates.map(({ architecture }) => architecture),
    words.constantHead,
  ];
  const lines = names.map((name) => [
    labelOf(name, page),
    intervalText(own[name], words),
    ...candidates.map(({ test }) => number(test[name])),
    number(constant[name]),
  ]);
  return [
    paragraph(words.howMeasured({ rows: rows.test })),
    table(head, lines),
    thresholdNote(page),
    candidateTable(page),
    referenceTable(page),
    targetTable(page),
    stageTable(page),
  ].join('');
}

export function labelOf(name: MetricName, { read }: Pick<Page, 'read'>): string {
  return read(metrics[name].label);
}

export function intervalText(interval: Interval | undefined, words: Page['words']): string {
  const { value = null, lower = null, upper = null } = interval ?? {};
  if (value === null) return number(null);
  if (lower === null || upper === null) return words.noInterval({ value: number(value) });
  return words.interval({ value: number(value), lower: number(lower), upper: number(upper) });
}

const withThreshold = z.looseObject({ threshold: z.number() });

/** To which threshold the figures belong that need one. */
function thresholdNote({ report: { details, metrics: own }, words }: Page): string {
  const within = z.object({ event: z.unknown() }).catch({ event: undefined }).parse(details).event;
  const known = withThreshold.safeParse(details).data ?? withThreshold.safeParse(within).data;
  if (!known) return '';
  const cost = own.cost ? words.sameCost : '';
  return paragraph(words.atThreshold({ threshold: number(known.threshold), cost }), 'soft');
}

function candidateTable({ report: { candidates, primary }, words }: Page): string {
  const head = [
    words.candidateHead,
    words.validationHead({ metric: primary }),
    words.membersHead,
    words.epochsHead,
    words.secondsHead,
  ];
  const rows = candidates.map((one) => [
    one.architecture,
    number(one.validation),
    `${one.members}`,
    one.epochs.map(({ run, best }) => `${run} (${best})`).join(', ') || '–',
    one.seconds.toFixed(1),
  ]);
  return folded(words.candidates, table(head, rows));
}

function referenceTable({ report, words }: Page): string {
  if (report.references.length === 0) return '';
  const own: Readonly<Record<string, Interval | undefined>> = report.metrics;
  const rows = report.references.map(({ model, metric, value, protocol }) => [
    model,
    metric,
    number(value),
    intervalText(own[metric], words),
    protocol,
  ]);
  const head = [words.modelHead, words.metricHead, words.valueHead, words.thisHead, words.protocolHead];
  return heading(3, words.references) + paragraph(words.otherRows) + table(head, rows);
}

function targetTable({ report: { targets = {}, metrics: own }, words, read }: Page): string {
  const entries = Object.entries(targets);
  if (entries.length === 0) return '';
  const names = Object.keys(own) as MetricName[];
  const rows = entries.map(([target, figures]) => [
    target,
    `${figures.rows}`,
    ...names.map((name) => intervalText(figures.metrics[name], words)),
  ]);
  const head = [words.targetHead, words.rowsHead, ...names.map((name) => labelOf(name, { read }))];
  return heading(3, words.targets) + paragraph(words.meansOver) + table(head, rows);
}

function stageTable({ report: { stages = [], metrics: own }, spec, words, read }: Page): string {
  if (stages.length === 0) return '';
  const titles = new Map(spec.stages.map(({ name, title }) => [name, read(title)]));
  const rows = (Object.keys(own) as MetricName[]).map((name) => [
    labelOf(name, { read }),
    ...stages.map((one) => number(one.metrics[name])),
  ]);
  const head = [words.metricHead, ...stages.map(({ stage }) => titles.get(stage) ?? stage)];
  return heading(3, words.stages) + paragraph(words.firstStage) + table(head, rows);
}
