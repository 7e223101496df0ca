import { describe, expect, it } from '@jest/globals';
import { millingProcessMechanism, millingProcessOptions } from './milling-process.mechanism.js';

const options = millingProcessOptions.parse({ mechanism: 'milling-process', seed: 5, rows: 6000 });

describe('the mechanism milling-process', () => {
  const { header, records } = millingProcessMechanism.generate(options);
  const rows = records.map((cells) => {
    const cell = (name: string) => cells[header.indexOf(name)];
    const number = (name: string) => Number(cell(name));
    return {
      type: cell('Type'),
      air: number('Air temperature [K]'),
      difference: number('Process temperature [K]') - number('Air temperature [K]'),
      speed: number('Rotational speed [rpm]'),
      torque: number('Torque [Nm]'),
      wear: number('Tool wear [min]'),
      failure: cell('Machine failure') === '1',
      modes: { TWF: cell('TWF'), HDF: cell('HDF'), PWF: cell('PWF'), OSF: cell('OSF') },
    };
  });
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('gives the declared columns and rows, the same for the same seed', () => {
    expect(header).toEqual(millingProcessMechanism.columns(options));
    expect(records).toHaveLength(6000);
    expect(records.every((cells) => cells.length === header.length)).toBe(true);
    expect(millingProcessMechanism.generate(options).records).toEqual(records);
    expect(millingProcessMechanism.generate({ ...options, seed: 6 }).records).not.toEqual(records);
  });

  it('has temperatures, torque and qualities as published', () => {
    expect(mean(rows.map(({ air }) => air))).toBeCloseTo(300, 1);
    expect(mean(rows.map(({ difference }) => difference))).toBeCloseTo(10, 1);
    expect(Math.abs(mean(rows.map(({ torque }) => torque)) - 40)).toBeLessThan(0.5);
    expect(Math.abs(rows.filter(({ type }) => type === 'L').length / 6000 - 0.6)).toBeLessThan(0.03);
    expect(Math.max(...rows.map(({ wear }) => wear))).toBeLessThan(260);
  });

  it('fails exactly where a limit is crossed', () => {
    const wrong = rows.filter(({ type, difference, speed, torque, wear, modes }) => {
      const power = (torque * speed * 2 * Math.PI) / 60;
      const strain = { L: 11_000, M: 12_000, H: 13_000 }[type] ?? 0;
      const crossed = {
        PWF: power < 3500 || power > 9000,
        OSF: torque * wear > strain,
        HDF: difference < 8.6 && speed < 1380,
      };
      const spent = modes.TWF === '0' || wear >= 200;
      return (
        !spent || Object.entries(crossed).some(([mode, is]) => modes[mode as 'PWF'] !== (is ? '1' : '0'))
      );
    });
    expect(wrong).toEqual([]);
    const unexplained = rows.filter(({ failure, modes }) => failure && !Object.values(modes).includes('1'));
    expect(unexplained.length).toBeGreaterThan(0);
    expect(unexplained.length).toBeLessThan(20);
    expect(rows.filter(({ failure, modes }) => !failure && Object.values(modes).includes('1'))).toEqual([]);
  });
});
