import { z } from 'zod';
import { createRandom } from '../../core/random.js';
import { drawNumber } from './marginal.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

const name = z.string().min(1);

/** Options of the mechanism `detector-counts`. */
export const detectorCountsOptions = z.strictObject({
  mechanism: z.literal('detector-counts'),
  seed: z.number().int().min(0).max(0xffffffff),
  rows: z.number().int().min(2).max(1_000_000),
  /** So many rows, the last, are the part `test`; the others are `train`. */
  testRows: z.number().int().min(1),
  start: z.iso.datetime(),
  /** From one count to the next. */
  stepMinutes: z.number().positive().max(1440),
  /** Names of the columns, in their order in the table. */
  columns: z.strictObject({ part: name, time: name, count: name, lanes: name, observed: name }),
  /** Vehicles of a step that are expected at the densest hour. */
  densest: z.number().positive(),
});

export type DetectorCountsOptions = z.infer<typeof detectorCountsOptions>;

/** Vehicles at the beginning of each hour as a share of the densest: rounded, made up. */
const profile = [8, 5, 4, 5, 14, 45, 80, 100, 84, 68, 66, 70, 74, 74, 78, 86, 94, 90, 70, 50, 40, 34, 24, 14];

/** How much of a deviation is still there a step later, and what a step adds to it. */
const memory = 0.95;
const disturbance = 0.03;

const minute = 60_000;
const day = 1440 * minute;

/**
 * One lane of one detector, on weekdays only. What is expected is a profile over the day times the level of the day times 1 plus a
 * deviation that fades from step to step; the count is a Poisson number about it. Every count is observed in full.
 */
export const detectorCountsMechanism: SampleMechanism<DetectorCountsOptions> = {
  name: 'detector-counts',
  columns: ({ columns }) => Object.values(columns),
  problems: ({ rows, testRows }) =>
    testRows < rows ? [] : [{ path: ['testRows'], message: 'fewer rows than there are' }],
  generate(options): SampleTable {
    const { rows, testRows, densest, seed } = options;
    const root = createRandom(seed);
    const [levels, deviations, counts] = ['days', 'deviations', 'counts'].map((purpose) =>
      root.fork(purpose),
    );
    const levelOf = new Map<number, number>();
    let deviation = 0;
    const records = weekdayTimes(options).map((time, row) => {
      const today = Math.floor(time / day);
      if (!levelOf.has(today)) levelOf.set(today, 1 + 0.04 * levels.normal());
      deviation = memory * deviation + disturbance * deviations.normal();
      const expected = densest * shareAt(time) * (levelOf.get(today) ?? 1) * (1 + deviation);
      const mean = Math.max(0.1, expected);
      const count = drawNumber({ kind: 'poisson', mean, minimum: 0, maximum: Infinity }, 0, counts);
      const part = row < rows - testRows ? 'train' : 'test';
      const written = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
      return [part, written, String(count), '1', '100'];
    });
    return { header: detectorCountsMechanism.columns(options), records };
  },
};

/** The instants of the rows: step after step without Saturdays and Sundays. */
function weekdayTimes({ start, stepMinutes, rows }: DetectorCountsOptions): number[] {
  const times: number[] = [];
  for (let time = Date.parse(start); times.length < rows; time += stepMinutes * minute) {
    // 1970-01-01 was a Thursday.
    if ((Math.floor(time / day) + 3) % 7 < 5) times.push(time);
  }
  return times;
}

/** Of the densest hour; in a straight line from the beginning of one hour to that of the next. */
function shareAt(time: number): number {
  const hours = (time % day) / (60 * minute);
  const hour = Math.floor(hours);
  const next = profile[(hour + 1) % 24];
  return (profile[hour] + (hours - hour) * (next - profile[hour])) / 100;
}
