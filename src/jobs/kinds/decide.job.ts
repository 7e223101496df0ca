import { z } from 'zod';
import { parseModelTag } from '../../registry/model-tag.js';
import { receiptSchema } from '../../scoring/csv/receipt.js';
import { askedRule } from '../../scoring/decide/asked-rule.js';
import { gatherPlan } from '../../scoring/decide/gather-plan.js';
import type { JobKind, JobTools, Order } from './job-kind.js';
import { parseOptions, ruleOptions } from './options.js';
import {
  checkTable,
  scoringFiles,
  scoringOptions,
  scoringPaths,
  scoringRequest,
  secondsSince,
} from './scored-table.js';

const optionsSchema = z.strictObject({
  ...scoringOptions,
  rule: z.string('a text, given once').optional(),
  options: ruleOptions.optional(),
});

const requestSchema = z.strictObject({
  ...scoringRequest,
  rule: z.string(),
  options: z.record(z.string(), z.unknown()).optional(),
});

const summarySchema = receiptSchema
  .pick({ model: true, rows: true, input: true, output: true, decided: true })
  .required({ decided: true });

/**
 * A rule of the scenario decides on all rows of a CSV, in one step: what `sextant decide` does. The output is byte-equal to that of the
 * command line; a step that was cut off is done again from the beginning.
 */
export const decide: JobKind = {
  name: 'decide',
  unit: 'rows',
  first: 'decide',
  atOnce: 'many',
  needsInput: true,
  summary: summarySchema,
  files: scoringFiles,
  async prepare(order: Order, tools: JobTools) {
    const { rule, options, ...table } = parseOptions(optionsSchema, order.options);
    const asked = askedRule(order.scenario.spec, { rule, options });
    const { served, header, positions, checked } = await checkTable(table, order, tools);
    gatherPlan(asked, served, { name: checked.inputName, header, positions });
    return { ...checked, ...table, rule: asked.name, ...(options && { options }) };
  },
  async run({ job, folder, signal, report }, { configuration, events }, batches) {
    const { model, ...rest } = requestSchema.parse(job.request);
    const request = { ...rest, maxBytes: configuration.jobs.maxBytes };
    const onEvent = (rows: number) => report({ done: rows });
    const order = { model, paths: scoringPaths(folder), request };
    const receipt = await batches.call('decide', order, { signal, onEvent });
    const { input, scored: answered, rejected } = receipt.rows;
    const seconds = secondsSince(job);
    events.emit('answered', { ...parseModelTag(receipt.model), door: 'csv', answered, rejected, seconds });
    return { done: input, result: summarySchema.parse(receipt) };
  },
};
