import { describe, expect, it } from '@jest/globals';
import { createRandom, type Random } from '../../core/random.js';
import type { OutcomeJudge } from '../../learning/predictor.js';
import type { Report } from '../../learning/report.js';
import type { ScoredRows } from '../../learning/scored-rows.js';
import { alarmOf, liveFigures, type KeptAnswers, type KnownAnswer } from './live-figures.js';
import { alarmLevel } from './live-report.js';

/** Events of probabilities that are as they are told, or another share of the odds more likely. */
function events(random: Random, rows: number, odds = 1) {
  const probabilities = Float64Array.from({ length: rows }, () => 0.05 + 0.9 * random.next());
  const labels = probabilities.map((probability) => {
    const shifted = (odds * probability) / (1 - probability + odds * probability);
    return random.next() < shifted ? 1 : 0;
  });
  return { labels, probabilities };
}

const toldAt = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();

const judgeOfEvents: OutcomeJudge = {
  scored: (given, values): ScoredRows => ({
    kind: 'binary',
    predictions: {
      labels: values.map(Number),
      probabilities: given.map(({ probability = NaN }) => probability),
    },
  }),
};

const judgeOfNumbers: OutcomeJudge = {
  scored: (given, values): ScoredRows => ({
    kind: 'regression',
    predictions: { actual: values.map(Number), predicted: given.map(({ value = NaN }) => value) },
  }),
};

function keptOf(known: readonly KnownAnswer[]): KeptAnswers {
  return { days: 90, answers: known.length, known, groups: [] };
}

function eventsKept(random: Random, rows: number, odds = 1): KeptAnswers {
  const { labels, probabilities } = events(random, rows, odds);
  return keptOf(
    Array.from(labels, (value, i) => ({
      prediction: { probability: probabilities[i] },
      value,
      toldAt: toldAt(i),
    })),
  );
}

/** With the ends of a 95 % interval as resampling gives them for many rows: mean and 1.96 standard errors. */
function reportOf(random: Random, heldOut: number): Report {
  const { labels, probabilities } = events(random, heldOut);
  const squares = Array.from(labels, (label, i) => (label - probabilities[i]) ** 2);
  const value = squares.reduce((sum, square) => sum + square, 0) / heldOut;
  const variance = squares.reduce((sum, square) => sum + (square - value) ** 2, 0) / heldOut;
  const reach = 1.96 * Math.sqrt(variance / heldOut);
  const brier = { value, lower: value - reach, upper: value + reach };
  return { primary: 'brier', seed: 1, metrics: { brier } } as unknown as Report;
}

function numbersKept(random: Random, rows: number, spread: number): KeptAnswers {
  return keptOf(
    Array.from({ length: rows }, (_, i) => ({
      prediction: { value: 10, interval: [10 - 1.645, 10 + 1.645] as [number, number] },
      value: 10 + spread * random.normal(),
      toldAt: toldAt(i),
    })),
  );
}

const numbersReport = {
  primary: 'rmse',
  seed: 1,
  metrics: { rmse: { value: 1, lower: 0.9, upper: 1.1 } },
  details: { interval: { coverage: 0.9, covered: 0.9, rows: 400 } },
} as unknown as Report;

/** The share of versions that ever raise an alarm, looked at after every outcome. */
function alarms(
  runs: number,
  one: (random: Random) => { kept: KeptAnswers; report: Report; judge: OutcomeJudge },
) {
  const raised = Array.from({ length: runs }, (_, run) => {
    const { kept, report, judge } = one(createRandom(run).fork('live'));
    return alarmOf(kept.known, { report, judge })?.reachedAt !== undefined;
  });
  return raised.filter(Boolean).length / runs;
}

const runs = 120;
const most = alarmLevel + 3.1 * Math.sqrt((alarmLevel * (1 - alarmLevel)) / runs);

describe('live figures', () => {
  const ofEvents = (heldOut: number, rows: number, odds?: number) => (random: Random) => {
    const report = reportOf(random, heldOut);
    return { kept: eventsKept(random, rows, odds), report, judge: judgeOfEvents };
  };
  const ofNumbers = (rows: number, spread: number) => (random: Random) => {
    return { kept: numbersKept(random, rows, spread), report: numbersReport, judge: judgeOfNumbers };
  };

  it('raise an alarm for at most the stated share of versions that answer as well as their reports', () => {
    expect(alarms(runs, ofEvents(200, 800))).toBeLessThanOrEqual(most);
    expect(alarms(runs, ofNumbers(800, 1))).toBeLessThanOrEqual(most);
  });

  it('find planted changes', () => {
    expect(alarms(20, ofEvents(1000, 800, 6))).toBeGreaterThanOrEqual(0.95);
    expect(alarms(20, ofNumbers(400, 2))).toBe(1);
  });

  it('tell how often intervals held, beside what was meant and reported', () => {
    const { coverage, headline, calibration } = liveFigures(numbersKept(createRandom(3), 500, 1), {
      judge: judgeOfNumbers,
      report: numbersReport,
    });
    expect(coverage).toMatchObject({ meant: 0.9, report: 0.9, inside: { of: 500 } });
    expect(coverage?.inside.lower).toBeLessThan(0.9);
    expect(coverage?.inside.upper).toBeGreaterThan(0.9);
    expect(headline?.report).toEqual({ value: 1, lower: 0.9, upper: 1.1 });
    expect(calibration).toBeUndefined();
  });

  it('say that nothing, or too little, is known, and raise no alarm without a figure to compare with', () => {
    const report = { ...numbersReport, details: undefined };
    const version = { judge: judgeOfNumbers, report };
    const none = liveFigures({ ...keptOf([]), answers: 7 }, version);
    expect(none).toMatchObject({ verdict: 'none-known', answers: 7, metrics: {} });
    expect(none.sentence).toBe('Of none of 7 answers it is known what came of them.');
    const few = liveFigures(numbersKept(createRandom(1), 29, 1), version);
    expect(few.verdict).toBe('too-few');
    const some = liveFigures(numbersKept(createRandom(1), 30, 9), version);
    expect(some).toMatchObject({ verdict: 'ok' });
    expect(some.alarm).toBeUndefined();
    expect(some.sentence).toContain('the report has no figure to raise an alarm by');
  });

  it('warn where outcomes are known of some answers more often than of others', () => {
    const group = (answer: string, answers: number, known: number) => ({ answer, answers, known });
    const kept = numbersKept(createRandom(1), 100, 1);
    const version = { judge: judgeOfNumbers, report: numbersReport };
    const even = [group('approve', 200, 60), group('decline', 130, 40)];
    expect(liveFigures({ ...kept, groups: even }, version).selection?.isSelective).toBe(false);
    const approved = [group('approve', 200, 100), group('decline', 130, 0)];
    // scipy.stats.chi2_contingency([[100, 0], [100, 130]], correction=False).pvalue
    const { selection } = liveFigures({ ...kept, groups: approved }, version);
    expect(selection).toMatchObject({ isSelective: true });
    expect(selection?.pValue).toBeLessThan(1e-20);
    const all = [group('approve', 60, 60), group('decline', 40, 40)];
    expect(liveFigures({ ...kept, groups: all }, version).selection).toBeUndefined();
  });
});
