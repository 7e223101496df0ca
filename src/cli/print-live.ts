import type { LiveReport } from '../monitoring/outcomes/live-report.js';
import type { AnswersReport } from '../scoring/outcomes/judge-answers.js';
import { said } from './language.js';
import { say } from './messages/outcomes.js';
import { printLine, printRemark, printTable } from './output.js';

/** How the answers of a version turned out. */
export function printLive(report: AnswersReport): void {
  const rows = figureRows(report);
  if (rows.length > 0) {
    printTable([[say.figureHead, say.liveHead, say.reportHead], ...rows]);
    printLine('');
  }
  const { model, sentence, answers, known, days, selection } = report;
  printLine(say.judged({ model, sentence: said(sentence) }));
  printLine(say.counts({ known, answers, days }));
  if (!selection?.isSelective) return;
  const groups = selection.groups.map((group) => say.group(group)).join('; ');
  printRemark(say.selective({ groups }));
}

function figureRows({ headline, calibration, coverage, alarm }: LiveReport): string[][] {
  const rows: string[][] = [];
  if (headline) rows.push([headline.metric, interval(headline.live), interval(headline.report)]);
  if (calibration) {
    const { predicted, observed } = calibration;
    rows.push([say.calibration({ predicted: text(predicted) }), interval(observed), '']);
  }
  if (coverage) {
    const { meant, inside, report } = coverage;
    rows.push([say.coverage({ meant }), interval(inside), text(report)]);
  }
  if (alarm) rows.push([say.evidence({ needed: alarm.needed }), alarm.evidence.toPrecision(3), '']);
  return rows;
}

function text(value: number | null): string {
  return value === null ? '–' : value.toFixed(4);
}

function interval({ value, lower, upper }: Record<'value' | 'lower' | 'upper', number | null>): string {
  if (lower === null) return text(value);
  return say.interval({ value: text(value), lower: text(lower), upper: text(upper) });
}
