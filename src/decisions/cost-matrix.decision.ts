import { z } from 'zod';
import { shown, type ErrorDetail } from '../core/errors.js';
import { figure } from '../core/text/figures.js';
import { jsonPointer } from '../core/text/json-pointer.js';
import { defaultThreshold } from '../evaluation/predictions/binary.predictions.js';
import { cheapest, costMatrixReport, expectedCosts } from '../evaluation/decisions/index.js';
import { actionCostsSchema, type ClassRule } from './decision.js';

const action = z.string().min(1);

const schema = z
  .strictObject({
    rule: z.literal('cost-matrix'),
    /** Of each action, by the code of the class that happens. */
    costs: z.record(action, z.record(z.string(), z.number())),
    /** To have a person look, which costs the same whatever happens; absent: no row is referred. */
    refer: z.strictObject({ action, cost: z.number() }).optional(),
  })
  .refine(({ costs, refer }) => Object.keys(costs).length + (refer ? 1 : 0) > 1, {
    path: ['costs'],
    message: 'at least two actions, that to refer among them',
  })
  .refine(({ costs, refer }) => !refer || !Object.hasOwn(costs, refer.action), {
    path: ['refer', 'action'],
    message: 'an action that costs does not have',
  });

type Spec = z.infer<typeof schema>;

const learntSchema = z.strictObject({ threshold: z.number(), actions: z.array(actionCostsSchema).min(1) });

/**
 * The action of least expected cost over more than two classes (Elkan, 2001), and where a look by a person is cheaper than each of them
 * that look (Chow, 1970). Among equals the first that is declared; a person is asked only where that is cheaper.
 */
export const costMatrix: ClassRule<Spec, z.infer<typeof learntSchema>> = {
  name: 'cost-matrix',
  decidesOn: 'class',
  hasCosts: true,
  schema,
  learntSchema,
  problems: ({ costs }, classes) =>
    Object.entries(costs).flatMap(([name, byClass]) => rowProblems(name, byClass, classes)),
  learn: (classes, { costs, refer }) => ({
    threshold: defaultThreshold,
    actions: [
      ...Object.entries(costs).map(([name, byClass]) => {
        return { action: name, costs: classes.map((code) => byClass[code]) };
      }),
      ...(refer ? [{ action: refer.action, costs: classes.map(() => refer.cost) }] : []),
    ],
  }),
  decider({ actions }) {
    return (probabilities) => {
      const costs = expectedCosts(probabilities, actions);
      const expected = actions.map(({ action: name }, i) => [name, figure(costs[i])] as const);
      const rule = 'expected cost';
      return { action: actions[cheapest(costs)].action, rule, costs: Object.fromEntries(expected) };
    };
  },
  report: (rows, { actions }) => costMatrixReport(rows, actions),
};

/** An action has a cost for every class, and for nothing else. */
function rowProblems(
  name: string,
  byClass: Record<string, number>,
  classes: readonly string[],
): ErrorDetail[] {
  const pointer = (code: string) => jsonPointer(['decision', 'costs', name, code]);
  const missing = classes.filter((code) => !Object.hasOwn(byClass, code));
  const unknown = Object.keys(byClass).filter((code) => !classes.includes(code));
  return [
    ...missing.map((code) => ({
      pointer: pointer(code),
      expected: `what ${shown(name)} costs where ${shown(code)} happens`,
      received: 'nothing',
    })),
    ...unknown.map((code) => ({
      pointer: pointer(code),
      expected: `one of the classes ${classes.join(', ')}`,
      received: shown(code),
    })),
  ];
}
