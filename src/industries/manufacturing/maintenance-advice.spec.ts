import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { shippedScenarios } from '../../core/paths.js';
import { loadScenarios } from '../../scenarios/load-scenarios.js';
import { derivationOf } from '../../tables/derived/derive.js';
import { Table } from '../../tables/table.js';
import { maintenanceAdvice } from './maintenance-advice.js';

const scenarios = await loadScenarios([shippedScenarios]);
const scenario = scenarios.find(({ spec }) => spec.id === 'manufacturing/failure-prediction')!;
const { columns, derived } = scenario.spec;
const physics = derivationOf(derived, { columns, series: false });

type Features = Record<string, string | number>;

const calm: Features = {
  Type: 'M',
  'Air temperature [K]': 300,
  'Process temperature [K]': 310,
  'Rotational speed [rpm]': 1500,
  'Torque [Nm]': 40,
  'Tool wear [min]': 10,
};

/** A model that always sees the same mode. */
const servedWith = (label: string) => ({
  readRows: ([row]: readonly unknown[]) =>
    physics.score(
      Table.fromColumns(
        Object.entries(row as Features).map(([name, value]) => ({
          name,
          type: typeof value === 'number' ? ('number' as const) : ('text' as const),
          values: [value],
        })),
      ),
    ),
  answerRows: () => [
    {
      prediction: { label: 'failure', probability: 0.6, kind: { label, probability: 0.9 } },
      decision: { action: 'inspect', rule: 'expected cost' },
    },
  ],
});

const ask = (mode: string, change: Features = {}) =>
  maintenanceAdvice({ features: { ...calm, ...change } }, servedWith(mode));

describe('maintenance advice', () => {
  it('says what to do first and shows the value behind the mode with its limit', () => {
    const torque = (9120 * 60) / (1500 * 2 * Math.PI);
    expect(ask('power', { 'Torque [Nm]': torque })).toEqual({
      probability: 0.6,
      action: 'inspect',
      mode: { label: 'power', probability: 0.9 },
      first: expect.stringContaining('torque x speed') as unknown,
      findings: [
        {
          quantity: 'power',
          value: expect.closeTo(9120, 6) as unknown,
          unit: 'W',
          limit: '3,500 to 9,000',
          withinLimit: false,
          text: 'power 9,120 W, outside its limit of 3,500 to 9,000 W',
        },
      ],
    });
  });

  it.each([
    ['heat dissipation', { 'Process temperature [K]': 308, 'Rotational speed [rpm]': 1300 }, [false, false]],
    ['heat dissipation', { 'Process temperature [K]': 308, 'Rotational speed [rpm]': 1400 }, [true, true]],
    ['overstrain', { 'Torque [Nm]': 61, 'Tool wear [min]': 200 }, [false]],
    ['overstrain', {}, [true]],
    ['tool wear', { 'Tool wear [min]': 215 }, [false]],
    ['power', {}, [true]],
  ])('reads %s off the state %j', (mode, change, within) => {
    const { findings, first } = ask(mode, change);
    expect(findings.map(({ withinLimit }) => withinLimit)).toEqual(within);
    expect(first.length).toBeGreaterThan(10);
  });

  it('shows whatever lies outside its limits for a mode that it does not know', () => {
    expect(ask('other failure').findings).toEqual([]);
    const { findings, first } = ask('other failure', { 'Tool wear [min]': 230, 'Torque [Nm]': 75 });
    expect(findings.map(({ quantity }) => quantity)).toEqual(['power', 'torque x wear', 'tool wear']);
    expect(first).toContain('No known mode');
  });

  it('is asked about one state', () => {
    expect(() => maintenanceAdvice([], servedWith('power'))).toThrow(InvalidInputError);
  });
});
