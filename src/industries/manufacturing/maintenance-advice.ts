import type { CellValue } from '../../tables/columns/column-kind.js';
import { featuresOf } from '../../scenarios/one-row.js';
import type { ServedView } from '../../scenarios/scenario-plugin.js';
import { limits } from '../../datasets/samples/milling-limits.js';

/** One physical value beside its limit. */
export interface Finding {
  quantity: string;
  value: number;
  unit: string;
  /** In words: `3,500 to 9,000`. */
  limit: string;
  withinLimit: boolean;
  text: string;
}

export interface MaintenanceAdvice {
  probability: number;
  action?: string;
  /** The likeliest mode, and its probability if the machine fails. */
  mode: { label: string; probability: number };
  /** What to do first about this mode. */
  first: string;
  /** The values behind the mode; for a mode without any, all that lie outside their limits. */
  findings: Finding[];
}

type State = Record<string, CellValue>;

const number = (value: number, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

function finding(
  quantity: string,
  value: CellValue,
  { unit, limit, within, digits = 0 }: { unit: string; limit: string; within: boolean; digits?: number },
): Finding[] {
  if (typeof value !== 'number') return [];
  const text = `${quantity} ${number(value, digits)} ${unit}, ${within ? 'within' : 'outside'} its limit of ${limit} ${unit}`;
  return [{ quantity, value, unit, limit, withinLimit: within, text }];
}

const asNumber = (value: CellValue) => (typeof value === 'number' ? value : NaN);

const physics = {
  power: ({ power }: State): Finding[] => {
    const { lowest, highest } = limits.power;
    const within = asNumber(power) >= lowest && asNumber(power) <= highest;
    return finding('power', power, { unit: 'W', limit: `${number(lowest)} to ${number(highest)}`, within });
  },
  /** Heat is carried off by a difference of temperature or by speed: only both together are too little. */
  cooling: (state: State): Finding[] => {
    const { difference, speed } = limits.cooling;
    const kelvin = state.temperature_difference;
    const turns = state['Rotational speed [rpm]'];
    const within = !(asNumber(kelvin) < difference && asNumber(turns) < speed);
    const one = {
      unit: 'K',
      limit: `at least ${difference}, or ${number(speed)} rpm and more`,
      within,
      digits: 1,
    };
    return [
      ...finding('temperature difference', kelvin, one),
      ...finding('rotational speed', turns, {
        unit: 'rpm',
        limit: `at least ${number(speed)}, or ${difference} K and more`,
        within,
      }),
    ];
  },
  strain: ({ strain, Type }: State): Finding[] => {
    const limit = limits.strain[Type as keyof typeof limits.strain];
    const within = asNumber(strain) <= limit;
    return finding('torque x wear', strain, { unit: 'min Nm', limit: `at most ${number(limit)}`, within });
  },
  wear: (state: State): Finding[] => {
    const wear = state['Tool wear [min]'];
    const within = asNumber(wear) < limits.wear.first;
    return finding('tool wear', wear, { unit: 'min', limit: `below ${limits.wear.first}`, within });
  },
};

/** By the English label of the mode. */
const advice: Readonly<Record<string, { first: string; findings: (state: State) => Finding[] }>> = {
  'heat dissipation': {
    first:
      'Restore the cooling (coolant flow, filters, fan), or run faster until the process is warmer than the air again.',
    findings: physics.cooling,
  },
  power: {
    first:
      'Bring torque x speed back between the limits: less feed when the power is high, more when it is low.',
    findings: physics.power,
  },
  overstrain: {
    first: 'Reduce the torque, or change the worn tool before the next heavy cut.',
    findings: physics.strain,
  },
  'tool wear': { first: 'Change the tool.', findings: physics.wear },
};

const otherwise = {
  first: 'No known mode stands out: inspect the machine in the order of its service manual.',
  findings: (state: State) =>
    Object.values(physics)
      .flatMap((read) => read(state))
      .filter(({ withinLimit }) => !withinLimit),
};

/**
 * The likeliest failure mode of one operating state, what to do first about it, and the physical values behind it.
 * @throws InvalidInputError naming each wrong field.
 */
export function maintenanceAdvice(
  body: unknown,
  served: Pick<ServedView, 'readRows' | 'answerRows'>,
): MaintenanceAdvice {
  const rows = [featuresOf(body, 'one operating state')];
  const table = served.readRows(rows);
  const state: State = Object.fromEntries(table.names.map((name) => [name, table.column(name)[0]]));
  const [{ prediction, decision }] = served.answerRows(rows);
  const mode = prediction.kind ?? { label: '', probability: 0 };
  const { first, findings } = advice[mode.label] ?? otherwise;
  return {
    probability: prediction.probability ?? NaN,
    ...(decision && { action: decision.action }),
    mode,
    first,
    findings: findings(state),
  };
}
