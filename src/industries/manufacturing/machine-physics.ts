import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import type { DataFrame, Series, Table } from '../../tables/table.js';
import { limits } from './operating-limits.js';

const columns = {
  type: 'Type',
  air: 'Air temperature [K]',
  process: 'Process temperature [K]',
  speed: 'Rotational speed [rpm]',
  torque: 'Torque [Nm]',
  wear: 'Tool wear [min]',
};

interface DerivedColumn {
  spec: ColumnSpec;
  calculate: (frame: DataFrame) => Series;
}

type Range = [number, number];

const numeric = (
  name: string,
  { unit, range }: { unit: string; range: Range },
  meaning: ColumnSpec['meaning'],
): ColumnSpec => ({ name, kind: 'numeric', unit, range, meaning, missing: 'median' });

/** Clipped: below 0 a limit is crossed, 1 is a tenth of it away or more. */
const reserve = { unit: 'tenths of the limit', range: [-1, 1] as Range };

/** Revolutions per minute to radians per second. */
const radians = (2 * Math.PI) / 60;

/** A reserve further than this share of its limit says no more than that the limit is far. */
const nearby = 0.1;

/** Between -1 and 1: where in the neighbourhood of its limit a quantity lies; above 0 within the limit. */
function clipped(share: number): number {
  return Math.max(-1, Math.min(1, share / nearby));
}

/** What a mechanical engineer reads off the measured values, each in its unit, and how near the machine's limits they are. */
export const machinePhysics: readonly DerivedColumn[] = [
  {
    spec: numeric(
      'power',
      { unit: 'W', range: [0, 12_000] },
      {
        en: 'Mechanical power: torque x angular speed',
        zh: '机械功率：扭矩 × 角速度',
      },
    ),
    calculate: (frame) => frame.column(columns.torque).mul(frame.column(columns.speed)).mul(radians),
  },
  {
    spec: numeric(
      'temperature_difference',
      { unit: 'K', range: [0, 20] },
      {
        en: 'Process less air temperature',
        zh: '加工温度与空气温度之差',
      },
    ),
    calculate: (frame) => frame.column(columns.process).sub(frame.column(columns.air)),
  },
  {
    spec: numeric(
      'strain',
      { unit: 'min Nm', range: [0, 20_000] },
      { en: 'Torque x tool wear', zh: '扭矩 × 刀具磨损' },
    ),
    calculate: (frame) => frame.column(columns.torque).mul(frame.column(columns.wear)),
  },
  {
    spec: numeric('power_reserve', reserve, {
      en: 'How far the power is within 3,500 to 9,000 W',
      zh: '功率距 3,500 至 9,000 W 界限的余量',
    }),
    calculate: (frame) =>
      frame.column('power').map((power: number) => {
        const { lowest, highest } = limits.power;
        return clipped(Math.min(power / lowest - 1, 1 - power / highest));
      }),
  },
  {
    spec: numeric('strain_reserve', reserve, {
      en: 'How far torque x wear is below the limit of the quality',
      zh: '扭矩 × 磨损低于该等级界限的余量',
    }),
    calculate(frame) {
      const qualities = frame.column(columns.type).values as string[];
      return frame
        .column('strain')
        .map((strain: number, row: number) => clipped(1 - strain / limits.strain[qualities[row]]));
    },
  },
  {
    spec: numeric('tool_reserve', reserve, {
      en: 'How far the tool is from the wear at which tools begin to fail',
      zh: '刀具距开始失效的磨损时间的余量',
    }),
    calculate: (frame) =>
      frame.column(columns.wear).map((wear: number) => clipped((1 - wear / limits.wear.first) / 2)),
  },
  {
    spec: numeric('cooling_reserve', reserve, {
      en: 'How far the machine is from too little temperature difference and too little speed at once',
      zh: '距“温差过小且转速过低”状态的余量',
    }),
    calculate(frame) {
      const { difference, speed } = limits.cooling;
      const byDifference = frame.column('temperature_difference').div(difference).sub(1);
      const bySpeed = frame.column(columns.speed).div(speed).sub(1).values as number[];
      // The heat is carried off by either: the better of the two counts.
      return byDifference.map((share: number, row: number) => clipped(Math.max(share, bySpeed[row])));
    },
  },
];

/** The table with every column of {@link machinePhysics}. */
export function withPhysics(table: Table): Table {
  return machinePhysics.reduce(
    (wider, { spec, calculate }) => wider.derive(spec.name, 'number', calculate),
    table,
  );
}
