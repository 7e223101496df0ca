import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { Facts } from '../core/logger.js';
import { OperationEvents } from './operation-events.js';
import { OperationLog } from './operation-log.js';

interface Line {
  level: number;
  msg: string;
  facts: Facts;
}

const scenario = 'finance/credit-scoring';
let lines: Line[];
let events: OperationEvents;
beforeEach(() => {
  lines = [];
  events = new OperationEvents();
  const write = (line: string) => void lines.push(JSON.parse(line) as Line);
  new OperationLog(events, pino({ level: 'info' }, { write })).watch();
});

const last = () => ({ msg: lines[0].msg, facts: lines[0].facts });

describe('the log of a server', () => {
  it('tells of each change of a job', () => {
    const change = { job: '01J', kind: 'batch', scenario, state: 'queued' } as const;
    events.emit('job', change);
    expect(last()).toEqual({
      msg: 'job 01J: batch of finance/credit-scoring queued',
      facts: { event: 'job', ...change },
    });
    events.emit('job', { ...change, state: 'failed', seconds: 2.04, code: 'too-long' });
    expect(lines[1].msg).toBe('job 01J: batch of finance/credit-scoring failed (too-long) after 2.0 s');
  });

  it('tells how a training ended', () => {
    const figures = { version: 3, rows: 800, metric: 'auc', value: 0.78 };
    events.emit('trained', { scenario, seconds: 12, outcome: 'succeeded', ...figures });
    expect(last()).toEqual({
      msg: 'training of finance/credit-scoring succeeded after 12.0 s: version 3 from 800 rows, auc 0.7800',
      facts: { event: 'training', scenario, seconds: 12, outcome: 'succeeded', ...figures },
    });
    events.emit('trained', { scenario, seconds: 1, outcome: 'failed', code: 'invalid-input' });
    expect(lines[1].msg).toBe('training of finance/credit-scoring failed after 1.0 s (invalid-input)');
    events.emit('trained', { scenario, seconds: 1, outcome: 'succeeded', ...figures, value: null });
    expect(lines[2].msg).toMatch(/auc not defined$/);
  });

  it('tells whether a version came to serve, and why', () => {
    const promotion = { scenario, version: 3, promoted: false, code: 'below-floor' };
    events.emit('promoted', promotion);
    expect(last()).toEqual({
      msg: 'finance/credit-scoring@3 not promoted: below-floor',
      facts: { event: 'promotion', ...promotion },
    });
    events.emit('promoted', { ...promotion, promoted: true, code: 'by-hand' });
    expect(lines[1].msg).toBe('finance/credit-scoring@3 promoted: by-hand');
  });
});
