import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

const name = z.string().min(1);

/** Options of the mechanism `hourly-road`. */
export const hourlyRoadOptions = z.strictObject({
  mechanism: z.literal('hourly-road'),
  seed: z.number().int().min(0).max(0xffffffff),
  /** Hours, those that are left out among them. */
  rows: z.number().int().min(48).max(1_000_000),
  start: z.iso.datetime(),
  /** Names of the columns, in their order in the table. */
  columns: z.strictObject({
    holiday: name,
    temperature: name,
    rain: name,
    snow: name,
    clouds: name,
    weather: name,
    description: name,
    time: name,
    volume: name,
  }),
  /** Vehicles per hour at the densest hour of a weekday. */
  densest: z.number().positive(),
  /** Share of the hours that are absent, and of those that are given twice. */
  absent: z.number().min(0).max(0.5).default(0),
  twice: z.number().min(0).max(0.5).default(0),
});

export type HourlyRoadOptions = z.infer<typeof hourlyRoadOptions>;

/** Vehicles of each hour as a share of the densest, on a weekday and on a day off: rounded, made up. */
const weekday = [6, 5, 4, 5, 10, 35, 70, 85, 80, 72, 70, 74, 76, 76, 80, 90, 100, 92, 72, 56, 48, 42, 32, 18];
const dayOff = [14, 10, 7, 5, 6, 9, 14, 22, 34, 46, 56, 62, 66, 66, 66, 66, 64, 62, 56, 48, 42, 36, 30, 22];

/** Every so many days one is a holiday. */
const holidayEvery = 45;

/** How much of an hour's deviation is still there in the next. */
const memory = 0.85;

/**
 * One road hour by hour. The volume is a profile over the hours of weekdays and of days off, times 1 plus a deviation that fades
 * from hour to hour, less a tenth in rain and a quarter in snow. Temperature follows the year and the day. As in the kind of file
 * that it stands for, a holiday is named at midnight only, some hours are absent and some are given twice.
 */
export const hourlyRoadMechanism: SampleMechanism<HourlyRoadOptions> = {
  name: 'hourly-road',
  columns: ({ columns }) => Object.values(columns),
  problems: () => [],
  generate(options): SampleTable {
    const root = createRandom(options.seed);
    const state: RoadState = { deviation: 0, wet: 0 };
    const random = root.fork('hours');
    const gaps = root.fork('gaps');
    const records = Array.from({ length: options.rows }, (_, hour) => {
      const record = hourOf(options, hour, state, random);
      const draw = gaps.next();
      if (draw < options.absent) return [];
      return draw > 1 - options.twice ? [record, record] : [record];
    }).flat();
    return { header: hourlyRoadMechanism.columns(options), records };
  },
};

interface RoadState {
  deviation: number;
  /** Hours for which it still rains or snows. */
  wet: number;
}

function hourOf(options: HourlyRoadOptions, hour: number, state: RoadState, random: Random): string[] {
  const instant = Date.parse(options.start) + hour * 3_600_000;
  const day = Math.floor(instant / 86_400_000);
  const hourOfDay = Math.floor((instant % 86_400_000) / 3_600_000);
  const isHoliday = day % holidayEvery === 0;
  const isFree = isHoliday || (day + 3) % 7 >= 5;
  state.deviation = memory * state.deviation + 0.05 * random.normal();
  state.wet = state.wet > 0 ? state.wet - 1 : random.next() < 0.02 ? 2 + random.integer(8) : 0;
  const season = Math.cos((2 * Math.PI * ((day % 365) - 200)) / 365);
  const kelvin = 281 + 13 * season + 4 * Math.sin((2 * Math.PI * (hourOfDay - 9)) / 24) + random.normal();
  const snows = state.wet > 0 && kelvin < 273;
  const rains = state.wet > 0 && !snows;
  const share = (isFree ? dayOff : weekday)[hourOfDay] / 100;
  const weather = snows ? 0.75 : rains ? 0.9 : 1;
  const volume = Math.max(0, options.densest * share * (1 + state.deviation) * weather);
  const sky = snows ? 'Snow' : rains ? 'Rain' : random.next() < 0.5 ? 'Clear' : 'Clouds';
  return [
    isHoliday && hourOfDay === 0 ? 'Holiday' : 'None',
    kelvin.toFixed(2),
    rains ? (0.2 + 2 * random.next()).toFixed(2) : '0.0',
    snows ? (0.05 + 0.3 * random.next()).toFixed(2) : '0.0',
    String(sky === 'Clear' ? 1 : sky === 'Clouds' ? 20 + random.integer(80) : 90),
    sky,
    sky.toLowerCase(),
    new Date(instant).toISOString().slice(0, 19).replace('T', ' '),
    String(Math.round(volume)),
  ];
}
