import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

const name = z.string().min(1);

/** Options of the mechanism `hourly-air`. */
export const hourlyAirOptions = z.strictObject({
  mechanism: z.literal('hourly-air'),
  seed: z.number().int().min(0).max(0xffffffff),
  /** Hours. */
  rows: z.number().int().min(48).max(1_000_000),
  start: z.iso.datetime(),
  /** Names of the columns, in their order in the table. */
  columns: z.strictObject({
    number: name,
    time: name,
    pollution: name,
    dew: name,
    temperature: name,
    pressure: name,
    direction: name,
    wind: name,
    snow: name,
    rain: name,
  }),
  /** About the median concentration of the year. */
  middle: z.number().positive(),
  /** Share of the hours at which the monitor is silent for a few hours, and hours of the one long silence in the middle. */
  silent: z.number().min(0).max(0.2).default(0),
  longestGap: z.number().int().min(0).max(2000).default(0),
});

export type HourlyAirOptions = z.infer<typeof hourlyAirOptions>;

/** How the wind blows: speed in a typical hour, and what an hour of it adds to the logarithm of the concentration. */
const winds = {
  NW: { speed: 3.2, adds: -0.11 },
  NE: { speed: 1.8, adds: -0.01 },
  SE: { speed: 2, adds: 0.04 },
  cv: { speed: 0.7, adds: 0.05 },
} as const;

type Direction = keyof typeof winds;

const directions = Object.keys(winds) as Direction[];

/** Chance that the direction of an hour is that of the hour before. */
const keeps = 0.88;
/** How much of the deviation from what is usual is still there an hour later. */
const memory = 0.95;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface AirState {
  /** Of the logarithm of the concentration, from what is usual for season and hour. */
  deviation: number;
  direction: Direction;
  /** Summed while the direction lasts. */
  wind: number;
  snow: number;
  rain: number;
  /** Hours for which it still falls. */
  wet: number;
  /** A warmer or colder, dryer or damper spell. */
  warmth: number;
  damp: number;
  /** Hours for which the monitor is still silent. */
  silent: number;
}

/**
 * One monitor hour by hour. The logarithm of the concentration is that of the season (more in winter) and of the hour (more at night)
 * plus a deviation that fades: wind from the north-west washes it away, calm and wind from the south-east let it grow, rain takes some
 * out of the air. As in the kind of file that it stands for, wind is summed while its direction lasts, rain and snow are counted in
 * hours while they fall, and the monitor is silent now and then and once for long.
 */
export const hourlyAirMechanism: SampleMechanism<HourlyAirOptions> = {
  name: 'hourly-air',
  columns: ({ columns }) => Object.values(columns),
  problems: ({ rows, longestGap }) =>
    longestGap * 2 <= rows ? [] : [{ path: ['longestGap'], message: 'at most half of the rows' }],
  generate(options): SampleTable {
    const root = createRandom(options.seed);
    const random = root.fork('hours');
    const gaps = root.fork('gaps');
    const state: AirState = {
      deviation: 0,
      direction: 'cv',
      wind: 0,
      snow: 0,
      rain: 0,
      wet: 0,
      warmth: 0,
      damp: 0,
      silent: 0,
    };
    const records = Array.from({ length: options.rows }, (_, hour) => {
      const record = hourOf(options, hour, { state, random });
      if (isSilent(options, hour, { state, random: gaps })) record[2] = '';
      return record;
    });
    return { header: hourlyAirMechanism.columns(options), records };
  },
};

interface Turn {
  state: AirState;
  random: Random;
}

function isSilent(
  { rows, silent, longestGap }: HourlyAirOptions,
  hour: number,
  { state, random }: Turn,
): boolean {
  const begins = random.next() < silent;
  const hours = 1 + random.integer(5);
  if (begins) state.silent = hours;
  const longFrom = Math.floor((rows - longestGap) / 2);
  if (hour >= longFrom && hour < longFrom + longestGap) return true;
  return state.silent-- > 0;
}

function hourOf({ start, middle }: HourlyAirOptions, hour: number, turn: Turn): string[] {
  const { state, random } = turn;
  const instant = Date.parse(start) + hour * hourMs;
  const summer = -Math.cos((2 * Math.PI * ((Math.floor(instant / dayMs) % 365) - 20)) / 365);
  const hourOfDay = Math.floor((instant % dayMs) / hourMs);
  const noon = Math.cos((2 * Math.PI * (hourOfDay - 14)) / 24);
  state.warmth = 0.98 * state.warmth + 0.5 * random.normal();
  state.damp = 0.97 * state.damp + 1.1 * random.normal();
  const warm = Math.round(12 + 15 * summer + 4 * noon + state.warmth);
  const dew = Math.min(warm, Math.round(2 + 16 * summer + state.damp));
  blow(turn);
  fall(turn, { snows: warm <= 0, chance: 0.004 + 0.008 * Math.max(0, summer) });
  const { adds } = winds[state.direction];
  const washed = state.rain > 0 ? -0.06 : 0;
  state.deviation = memory * state.deviation + adds + washed + 0.14 * random.normal();
  const usual = Math.log(middle) - 0.15 * summer - 0.12 * noon;
  const pollution = Math.min(990, Math.round(Math.exp(usual + state.deviation)));
  return [
    String(hour + 1),
    new Date(instant).toISOString().slice(0, 19).replace('T', ' '),
    String(pollution),
    String(dew),
    String(warm),
    String(Math.round(1016 - 10 * summer - state.warmth / 2)),
    state.direction,
    state.wind.toFixed(2),
    String(state.snow),
    String(state.rain),
  ];
}

/** The direction of the hour, and the wind summed since it turned. */
function blow({ state, random }: Turn): void {
  const next = random.next() < keeps ? state.direction : directions[random.integer(directions.length)];
  const speed = winds[next].speed * (0.5 + random.next());
  state.wind = next === state.direction ? state.wind + speed : speed;
  state.direction = next;
}

/** Hours for which rain or snow has been falling, 0 when it is dry. */
function fall({ state, random }: Turn, { snows, chance }: { snows: boolean; chance: number }): void {
  const begins = random.next() < chance;
  const hours = 2 + random.integer(8);
  if (state.wet > 0) state.wet--;
  else if (begins) state.wet = hours;
  const falls = state.wet > 0;
  state.snow = falls && snows ? state.snow + 1 : 0;
  state.rain = falls && !snows ? state.rain + 1 : 0;
}
