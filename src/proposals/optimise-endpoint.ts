import { z } from 'zod';
import { ConflictError, InvalidInputError } from '../core/errors.js';
import { zodProblems } from '../core/zod-problems.js';
import type { ScenarioEndpoint, ServedView, TrainedView } from '../scenarios/scenario-plugin.js';
import { orderSchema } from './order.js';
import { propose, type Proposal } from './propose.js';
import { fitSupport, supportSchema } from './support.js';

/** What a version must keep of its training, as a plug-in's section of the report. */
export function supportSection({ training, columns, prepare }: TrainedView): { support?: unknown } {
  return { support: fitSupport(training, columns, prepare) };
}

/**
 * `optimise`, for the plug-in of a scenario with `optimisation` whose section of the report is `supportSection`.
 * @param example a body that works; absent: that of `predict`.
 */
export function optimiseEndpoint(example?: unknown): ScenarioEndpoint {
  return {
    name: 'optimise',
    method: 'POST',
    heavy: true,
    summary: {
      en: 'Settings with which the predicted number is better, within limits and where the data support it',
      zh: '在约束范围内且有数据支持的、能使预测值更优的设定',
    },
    ...(example !== undefined && { example }),
    handle: (body, served) => optimise(body, served),
  };
}

async function optimise(body: unknown, served: ServedView): Promise<Proposal> {
  const { optimisation } = served;
  const section = z.object({ support: supportSchema }).safeParse(served.section);
  if (!section.success || !optimisation) {
    const scenario = served.model.split('@')[0];
    throw new ConflictError('The version does not know where its training rows lie.', {
      hint: `Train again, on 50 rows or more: sextant train ${scenario}`,
    });
  }
  const order = orderSchema.safeParse(body);
  if (!order.success) {
    throw new InvalidInputError('No settings can be proposed for this request.', {
      details: zodProblems(order.error, body ?? null),
    });
  }
  return propose(order.data, { ...served, optimisation }, section.data.support);
}
