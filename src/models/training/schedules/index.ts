import { z } from 'zod';
import type { ScheduleName } from './names.js';
import { Plateau } from './plateau.js';
import type { Schedule } from './schedule.js';

export { scheduleNames, type ScheduleName } from './names.js';
export type { Schedule } from './schedule.js';

const share = z.number().gt(0).lt(1);
const warmUpEpochs = z.number().min(0).default(0);

export const scheduleSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('constant'), warmUpEpochs }),
  /** Half a cosine wave from 1 down to `floor` at the last epoch (Loshchilov & Hutter, 2017, without restarts). */
  z.strictObject({ name: z.literal('cosine'), warmUpEpochs, floor: z.number().min(0).max(1).default(0) }),
  /** Times `decay` every `every` epochs. */
  z.strictObject({
    name: z.literal('step'),
    warmUpEpochs,
    every: z.number().int().positive().default(30),
    decay: share.default(0.1),
  }),
  /** Times `decay` per epoch, smoothly. */
  z.strictObject({ name: z.literal('exponential'), warmUpEpochs, decay: share.default(0.97) }),
  /** Times `decay` whenever the loss has not improved for `patience` epochs, down to `floor`. */
  z.strictObject({
    name: z.literal('plateau'),
    warmUpEpochs,
    patience: z.number().int().positive().default(5),
    decay: share.default(0.5),
    floor: z.number().min(0).max(1).default(0.01),
  }),
]);

export type ScheduleSpec = z.output<typeof scheduleSchema>;

type Builder<Name extends ScheduleName> = (
  chosen: Extract<ScheduleSpec, { name: Name }>,
  epochs: number,
) => Schedule;

const builders: { [Name in ScheduleName]: Builder<Name> } = {
  constant: () => byEpoch(() => 1),
  cosine: ({ warmUpEpochs, floor }, epochs) =>
    byEpoch((epoch) => {
      const done = (epoch - warmUpEpochs) / Math.max(epochs - warmUpEpochs, 1e-9);
      return floor + ((1 - floor) * (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, done))))) / 2;
    }),
  step: ({ every, decay }) => byEpoch((epoch) => decay ** Math.floor(epoch / every)),
  exponential: ({ decay }) => byEpoch((epoch) => decay ** epoch),
  plateau: (chosen) => new Plateau(chosen),
};

function byEpoch(factor: (epoch: number) => number): Schedule {
  return { factor, observe: () => undefined };
}

/** The schedule of one training of at most `epochs` epochs. The warm-up rises in a straight line to the full rate. */
export function createSchedule(spec: ScheduleSpec, epochs: number): Schedule {
  const build = builders[spec.name] as (chosen: ScheduleSpec, epochs: number) => Schedule;
  const schedule = build(spec, epochs);
  const { warmUpEpochs } = spec;
  if (warmUpEpochs === 0) return schedule;
  return {
    factor: (epoch) => schedule.factor(epoch) * Math.min(1, epoch / warmUpEpochs),
    observe: (loss) => schedule.observe(loss),
  };
}
