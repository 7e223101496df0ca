import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import { columnPositions, missingColumns } from '../../tables/reading/column-positions.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { targetColumns } from '../../scenarios/targets.js';
import { familyOf } from '../../learning/index.js';
import { headlineSchema, reportSchema } from '../../learning/report.js';
import type { CandidateProgress } from '../../learning/fitting/fit-candidate.js';
import { comparisonSchema } from '../../training/comparison.js';
import type { TrainResult } from '../../training/train-scenario.js';
import { decimal, wholeNumber } from '../../core/text/numbers.js';
import type { Progress } from '../store/step-store.js';
import type { JobInput, JobKind, JobTools, Order } from './job-kind.js';
import { encodingOption, parseOptions, switchOption } from './options.js';

const settings = {
  seed: wholeNumber().optional(),
  /** Minutes. */
  search: decimal({ unit: 'minutes' }).optional(),
  /** Of the table that comes with the order. */
  encoding: encodingOption.optional(),
};

const optionsSchema = z
  .strictObject({
    ...settings,
    promote: switchOption.optional(),
    reason: z.string().trim().min(1).max(500).optional(),
  })
  .refine(({ promote, reason }) => promote !== false || reason === undefined, {
    path: ['reason'],
    message: 'no reason to serve, for a version that is not to serve',
  });

/** A training as it is stored until it runs. */
const requestSchema = z.strictObject({
  ...settings,
  promote: z.union([z.boolean(), z.strictObject({ reason: z.string() })]).optional(),
  file: z.string().optional(),
});

/** The version with its report's headline: the report itself is asked for at the scenario. */
const summarySchema = z.object({
  model: z.string().describe('The version, such as `industry/scenario@3`'),
  promoted: z.boolean(),
  promotion: z.string().describe('Why the version was or was not promoted'),
  comparison: comparisonSchema.optional(),
  headline: headlineSchema,
  ...reportSchema.pick({ served: true, data: true, notes: true, rows: true, engine: true, seconds: true })
    .shape,
});

/** A training, in one step: what `sextant train` does. */
export const train: JobKind = {
  name: 'train',
  unit: 'epochs',
  first: 'train',
  atOnce: 'one',
  needsInput: false,
  summary: summarySchema,
  files: { result: 'value' },
  async prepare({ scenario, options, input }: Order, { headers }: JobTools) {
    const { seed, search, promote: mayServe, reason, encoding } = parseOptions(optionsSchema, options);
    if (search !== undefined) familyOf(scenario.spec).checkSearch(scenario);
    if (encoding !== undefined && !input) throw encodingOfNothing(encoding);
    if (input) await checkHeader(scenario, { ...input, encoding }, headers);
    const promote = mayServe === false ? mayServe : reason && { reason };
    return { seed, search, promote, encoding, file: input?.path };
  },
  async run({ job, signal, report }, { training }) {
    const { promote, ...order } = requestSchema.parse(job.request);
    const onProgress = epochCounter(report);
    const result = await training.execute({
      scenario: job.scenario,
      ...order,
      // Earlier versions of the product stored `true` for what is the default.
      promote: promote === true ? undefined : promote,
      yields: true,
      signal,
      onProgress,
    });
    return { result: summaryOf(result) };
  },
};

function encodingOfNothing(encoding: string): InvalidInputError {
  return new InvalidInputError('The option encoding is that of a table, and there is none.', {
    details: [{ pointer: '/encoding', expected: 'no encoding, or a table', received: encoding }],
  });
}

/** Counts epochs over all networks; the total is of those that are known by now, and more may follow. */
function epochCounter(report: (progress: Progress) => void): (progress: CandidateProgress) => void {
  let before = 0;
  let current = 0;
  let network = '';
  return ({ architecture, member, members, epoch, epochs, trainingLoss, validationLoss, rowsPerSecond }) => {
    const name = `${architecture} ${member}`;
    if (name !== network || epoch < current) {
      before += current;
      network = name;
    }
    current = epoch;
    const done = before + current;
    const detail = {
      architecture,
      member,
      members,
      epoch,
      epochs,
      trainingLoss,
      validationLoss,
      rowsPerSecond,
    };
    report({ done, total: done + (epochs - epoch) + (members - member) * epochs, detail });
  };
}

function summaryOf({
  model,
  promoted,
  promotion,
  comparison,
  headline,
  report,
}: TrainResult): z.infer<typeof summarySchema> {
  const { seconds, engine, served, data, notes, rows } = report;
  const told = { served, data, notes, rows, engine, seconds };
  return { model, promoted, promotion, comparison, headline, ...told };
}

/** @throws InvalidInputError when the table lacks a column that is learnt from. */
async function checkHeader(
  { spec }: Scenario,
  { arrivedAt, name, encoding }: JobInput & { encoding?: string },
  headers: JobTools['headers'],
): Promise<void> {
  const declared = [...spec.columns, ...targetColumns(spec)];
  const others = familyOf(spec).learntFrom?.(spec);
  const wanted = others ?? declared.map((column) => column.name);
  const { header } = await headers.read(arrivedAt, { encoding, expectedColumns: wanted });
  if (!others) return void columnPositions(declared, header, name);
  const missing = wanted
    .filter((column) => !header.includes(column))
    .map((column) => ({ column, expected: 'a column of this name', received: 'no such column' }));
  if (missing.length > 0) throw missingColumns(missing, header, { where: name });
}
