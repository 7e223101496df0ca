import { fewestOutcomes, type LiveReport } from './live-report.js';

const watchedTexts = {
  brier: 'the mean squared error of the probabilities',
  wrong: 'the share of wrong classes',
  outside: 'the share of outcomes outside their intervals',
} as const;

/** What a report says in one sentence; it has no figure that its table has not. */
export function liveSentence({
  verdict,
  answers,
  known,
  alarm,
  headline,
}: Omit<LiveReport, 'sentence'>): string {
  if (verdict === 'none-known') return `Of none of ${answers} answers it is known what came of them.`;
  if (alarm && verdict === 'alarm') {
    const { of, limit, reachedAt = '' } = alarm;
    return `Since ${reachedAt.slice(0, 10)} the answers are worse than the report lets expect: ${watchedTexts[of]} is above ${limit.toFixed(4)}.`;
  }
  if (verdict === 'too-few')
    return `It is known of ${known} answers what came of them; ${fewestOutcomes} are needed to tell.`;
  const { metric = '', live, report } = headline ?? {};
  const text = (value: number | null | undefined) =>
    typeof value === 'number' ? value.toFixed(4) : 'not defined';
  const figures = `${metric} is ${text(live?.value)} on ${known} answers and ${text(report?.value)} in the report`;
  return alarm
    ? `${figures}; nothing says that the answers got worse.`
    : `${figures}; the report has no figure to raise an alarm by.`;
}
