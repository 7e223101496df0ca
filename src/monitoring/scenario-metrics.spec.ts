import { beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { OperationEvents, type AnsweredRows } from './operation-events.js';
import { ScenarioMetrics } from './scenario-metrics.js';

const scenario = 'finance/credit-scoring';
let registry: Registry;
let events: OperationEvents;
beforeEach(() => {
  registry = new Registry();
  events = new OperationEvents();
  new ScenarioMetrics(registry).watch(events);
});

const tell = (rows: Partial<AnsweredRows>) =>
  events.emit('answered', {
    ...{ scenario, version: 3, door: 'single', answered: 1, rejected: 0, seconds: 0.002, ...rows },
  });
/** Lines of one figure, each its labels and its number. */
const figures = async (name: string) =>
  Object.fromEntries(
    (await registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`))
      .map((line) => [/\{(.*)\}/.exec(line)![1], Number(line.split(' ').at(-1))]),
  );
const labels = (version: string, door: string) =>
  `scenario="${scenario}",version="${version}",door="${door}"`;

describe('the metrics of scenarios', () => {
  it('count rows, requests and durations by scenario, version and door', async () => {
    tell({});
    tell({});
    tell({ door: 'batch', answered: 0, rejected: 40 });
    tell({ door: 'csv', version: 4, answered: 1000, rejected: 7, seconds: 20 });
    expect(await figures('sextant_rows_answered_total')).toEqual({
      [labels('3', 'single')]: 2,
      [labels('3', 'batch')]: 0,
      [labels('4', 'csv')]: 1000,
    });
    expect(await figures('sextant_rows_rejected_total')).toMatchObject({
      [labels('3', 'batch')]: 40,
      [labels('4', 'csv')]: 7,
    });
    expect(await figures('sextant_predictions_total')).toMatchObject({ [labels('3', 'single')]: 2 });
    // How long it takes to be refused says nothing of how long an answer takes.
    expect(await figures('sextant_prediction_seconds_count')).toEqual({
      [labels('3', 'single')]: 2,
      [labels('4', 'csv')]: 1,
    });
    expect(await figures('sextant_prediction_seconds_sum')).toMatchObject({ [labels('4', 'csv')]: 20 });
  });

  it('count trainings and promotions', async () => {
    events.emit('trained', { scenario, seconds: 2, outcome: 'failed', code: 'invalid-input' });
    events.emit('promoted', { scenario, version: 3, promoted: false, code: 'below-floor' });
    expect(await figures('sextant_training_seconds_count')).toEqual({
      [`scenario="${scenario}",outcome="failed"`]: 1,
    });
    expect(await figures('sextant_promotions_total')).toEqual({
      [`scenario="${scenario}",promoted="false",code="below-floor"`]: 1,
    });
  });

  it('keep the latest eight versions of a scenario apart, and count the older ones together', async () => {
    for (let version = 3; version <= 40; version++) tell({ version });
    tell({ version: 1 });
    tell({ version: 2 });
    tell({ scenario: 'a/b', version: 1 });
    const latest = Array.from({ length: 8 }, (_, i) => [labels(String(33 + i), 'single'), 1] as const);
    const expected: Record<string, number> = {
      ...Object.fromEntries<number>(latest),
      [labels('older', 'single')]: 2,
      'scenario="a/b",version="1",door="single"': 1,
    };
    expect(await figures('sextant_predictions_total')).toEqual(expected);
    expect(await figures('sextant_prediction_seconds_count')).toEqual(expected);
  });
});
