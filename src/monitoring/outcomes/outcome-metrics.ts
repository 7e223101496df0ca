import { Gauge, type Registry } from 'prom-client';
import type { JudgedAnswers, OperationEvents } from '../operation-events.js';

const labelNames = ['scenario', 'version'] as const;

/** Gauges of how answers turned out, as they were when somebody looked last: judging takes too long for every look at the figures. */
export function watchOutcomes(registry: Registry, events: OperationEvents): void {
  const registers = [registry];
  const known = new Gauge({
    name: 'sextant_outcomes_known',
    help: 'Answers that are kept of which it is known what came of them',
    labelNames,
    registers,
  });
  const metric = new Gauge({
    name: 'sextant_outcome_metric',
    help: 'The primary metric on answers of which it is known what came of them',
    labelNames: [...labelNames, 'metric'],
    registers,
  });
  const alarm = new Gauge({
    name: 'sextant_outcome_alarm',
    help: 'Whether the answers are worse than the report of their version lets expect',
    labelNames,
    registers,
  });
  events.on('judged', ({ scenario, version, report }: JudgedAnswers) => {
    const labels = { scenario, version: String(version) };
    known.set(labels, report.known);
    alarm.set(labels, report.verdict === 'alarm' ? 1 : 0);
    const { headline } = report;
    if (typeof headline?.live.value === 'number')
      metric.set({ ...labels, metric: headline.metric }, headline.live.value);
  });
}
