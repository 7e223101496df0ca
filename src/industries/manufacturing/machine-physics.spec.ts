import { describe, expect, it } from '@jest/globals';
import { Table } from '../../tables/table.js';
import { machinePhysics, withPhysics } from './machine-physics.js';

function derived(state: Partial<Record<string, (number | null)[]>>, types = ['L']) {
  const columns = {
    'Air temperature [K]': [300],
    'Process temperature [K]': [310],
    'Rotational speed [rpm]': [1500],
    'Torque [Nm]': [40],
    'Tool wear [min]': [100],
    ...state,
  };
  const table = Table.fromColumns([
    { name: 'Type', type: 'text', values: types },
    ...Object.entries(columns).map(([name, values]) => ({
      name,
      type: 'number' as const,
      values: values ?? [],
    })),
  ]);
  return withPhysics(table);
}

const value = (name: string, state: Parameters<typeof derived>[0] = {}, types?: string[]) =>
  Number(derived(state, types).column(name)[0]);

describe('the physics of a machine', () => {
  it('adds every column that it declares, in its order', () => {
    expect(derived({}).names.slice(6)).toEqual(machinePhysics.map(({ spec }) => spec.name));
  });

  it('has power in watts, the temperature difference in kelvin and strain in minutes times newton metres', () => {
    expect(value('power')).toBeCloseTo(40 * 1500 * 2 * Math.PI * (1 / 60), 9);
    expect(value('temperature_difference')).toBeCloseTo(10, 9);
    expect(value('strain')).toBe(4000);
  });

  it('has reserves of 0 at the limits, negative beyond, and clipped a tenth away', () => {
    const at = (watt: number) => ({ 'Torque [Nm]': [(watt * 60) / (1500 * 2 * Math.PI)] });
    expect(value('power_reserve', at(9000))).toBeCloseTo(0, 9);
    expect(value('power_reserve', at(3500))).toBeCloseTo(0, 9);
    expect(value('power_reserve', at(9090))).toBeCloseTo(-0.1, 9);
    expect(value('power_reserve', at(3325))).toBeCloseTo(-0.5, 9);
    expect(value('power_reserve', at(6000))).toBe(1);
    expect(value('power_reserve', at(12_000))).toBe(-1);
  });

  it('has the strain limit of each quality', () => {
    const heavy = { 'Torque [Nm]': [60], 'Tool wear [min]': [200] };
    expect(value('strain_reserve', heavy, ['L'])).toBeCloseTo(-10 / 11, 9);
    expect(value('strain_reserve', heavy, ['M'])).toBeCloseTo(0, 9);
    expect(value('strain_reserve', heavy, ['H'])).toBeCloseTo(10 / 13, 9);
  });

  it('lets either the difference or the speed carry the heat off', () => {
    const hot = { 'Process temperature [K]': [308.17] };
    expect(value('cooling_reserve', { ...hot, 'Rotational speed [rpm]': [1311] })).toBeCloseTo(-0.5, 6);
    expect(value('cooling_reserve', { ...hot, 'Rotational speed [rpm]': [1449] })).toBeCloseTo(0.5, 6);
    expect(value('cooling_reserve', { 'Rotational speed [rpm]': [1200] })).toBe(1);
  });

  it('has the tool spent from 200 minutes on', () => {
    expect(value('tool_reserve', { 'Tool wear [min]': [200] })).toBeCloseTo(0, 9);
    expect(value('tool_reserve', { 'Tool wear [min]': [240] })).toBeCloseTo(-1, 9);
  });

  it('leaves missing what rests on a missing value', () => {
    const table = derived({ 'Air temperature [K]': [null] });
    expect(table.column('temperature_difference')).toEqual([null]);
    expect(table.column('cooling_reserve')).toEqual([null]);
    expect(table.column('power')[0]).not.toBeNull();
  });

  it('gives a row the same whatever rows are around it', () => {
    const many = derived(
      {
        'Air temperature [K]': [300, 301.3, 298.7],
        'Process temperature [K]': [310, 309.9, 307.1],
        'Rotational speed [rpm]': [1500, 1320, 2801],
        'Torque [Nm]': [40, 61.7, 9.3],
        'Tool wear [min]': [100, 211, 0],
      },
      ['L', 'H', 'M'],
    );
    const alone = derived(
      {
        'Air temperature [K]': [301.3],
        'Process temperature [K]': [309.9],
        'Rotational speed [rpm]': [1320],
        'Torque [Nm]': [61.7],
        'Tool wear [min]': [211],
      },
      ['H'],
    );
    for (const name of alone.names) expect(alone.column(name)[0]).toBe(many.column(name)[1]);
  });
});
