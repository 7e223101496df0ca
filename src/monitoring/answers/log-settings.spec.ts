import { describe, expect, it } from '@jest/globals';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import { refusal, tinyScenarioText, tinySpec } from '../../scenarios/scenario.fixture.js';
import { logSettings, requireLog } from './log-settings.js';

const withLog = (log: string) =>
  tinyScenarioText(['sensitive: [colour]\n', `sensitive: [colour]\nlog: ${log}\n`]);

describe('whether answers are kept', () => {
  it('is as the scenario declares it, and as the environment says before that', () => {
    const off = tinySpec();
    const on = parseScenario(withLog('{ days: 7, inputs: true, personal: [size] }'), 'scenario.yaml');
    expect(logSettings(off, { logAnswers: {} })).toBeUndefined();
    expect(logSettings(off, { logAnswers: { 'test/tiny': null } })).toMatchObject({
      days: 90,
      inputs: false,
    });
    expect(logSettings(on, { logAnswers: {} })).toEqual({
      days: 7,
      inputs: true,
      hashed: new Set(['colour', 'size']),
    });
    expect(logSettings(on, { logAnswers: { 'test/tiny': 3 } })).toMatchObject({ days: 3, inputs: true });
    expect(logSettings(on, { logAnswers: { 'test/tiny': null } })).toMatchObject({ days: 7 });
    expect(logSettings(on, { logAnswers: { 'test/tiny': 0 } })).toBeUndefined();
    expect(() => requireLog(off, { logAnswers: {} })).toThrow('The answers of test/tiny are not kept.');
  });

  it('names columns that there are', () => {
    const { details } = refusal(withLog('{ key: customer, personal: [size, name] }'));
    expect(details.map(({ pointer }) => pointer)).toEqual(['/log/key', '/log/personal/1']);
  });
});
