import { z } from 'zod';
import { InvalidSpecificationError } from '../../../core/errors.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { Answer, TargetPrediction } from '../../answer.js';
import type { GraphBuilder, Reference } from '../../../models/portable/graph.js';
import { detailsOf } from '../../checks.js';
import { parseFitted } from '../../parse-fitted.js';
import type { ScoredRows } from '../../scored-rows.js';
import type { EncodedTargets, Head } from '../../targets.js';
import type { TargetValue } from '../examples/examples.js';
import { ownFeatures } from '../examples/examples.js';
import type { Answerer, PortableFigures, Task, TaskSpec } from '../tasks/task.js';
import { joinTargets, knownOfTarget, valuesOfTarget } from './masked-targets.js';

/** A task of one target, whose values are opaque here: what it made goes back into it. */
type OneTarget = Task<unknown, unknown, TargetValue>;

/** What is known of each target, in their order. */
interface States {
  targets: { name: string; state: unknown }[];
}

interface Policies {
  targets: unknown[];
}

type Fitted = { state: States; policy?: Policies };

/**
 * Several targets of one task: one network learns them together, an output each, from every row in which any is known (multi-task
 * learning, Caruana, 1997; masked losses as in Mayr et al., 2016). Each has its own figures and its own answer.
 */
export function severalTargets(one: OneTarget): Task<States, Policies, TargetValue> {
  return {
    name: one.name,
    reads: one.reads,
    intervals: one.intervals,
    check: (spec) => checkTargets(one, spec),
    predictionKind: (spec) =>
      one.predictionKind(ofTarget(spec, 0)) === 'binary' ? 'multilabel' : 'multioutput',
    targetProblem: (spec) => problemsOf(one, spec),
    examples(spec) {
      const names = namesOf(spec);
      return {
        ...ownFeatures(names[0]),
        learnsFromParts: true,
        targets: (table) => {
          const columns = names.map((name) => table.column(name));
          return Array.from({ length: table.rows }, (_, row) => columns.map((column) => column[row]));
        },
      };
    },
    fitTarget: (values, spec) => ({
      targets: namesOf(spec).map((name, i) => {
        return { name, state: one.fitTarget(valuesOfTarget(values, i).values, ofTarget(spec, i)) };
      }),
    }),
    encodeTargets: (values, { targets }) =>
      joinTargets(
        values.length,
        targets.map(({ state }, i) => {
          const known = valuesOfTarget(values, i);
          return { rows: known.rows, encoded: one.encodeTargets(known.values, state) };
        }),
      ),
    head: ({ targets }) => headOf(one, targets),
    constantOutputs: (all, { targets }) =>
      Float32Array.from(
        targets.flatMap(({ state }, i) => {
          return [...one.constantOutputs(knownOfTarget(all.data, all, i).targets, state)];
        }),
      ),
    scored: (outputs, all, fitted) => scoredOf(one, { outputs, all, fitted }),
    fitPolicy: (outputs, all, { targets }, spec) => ({
      targets: targets.map(({ state }, i) => {
        const known = knownOfTarget(outputs, all, i);
        return one.fitPolicy(known.outputs, known.targets, state, ofTarget(spec, i));
      }),
    }),
    answerer: (state, policy, spec) => answererOf(one, { state, policy, spec }),
    portable:
      one.portable && ((graph, outputs, { targets }) => portableEach(one, { graph, outputs, targets })),
    details: (outputs, all, fitted) => detailsOfEach(one, { outputs, all, fitted }),
    parse: (json) => parseStates(one, json),
  };
}

const mostTargets = 100;

function checkTargets(one: OneTarget, spec: TaskSpec): void {
  if (!one.joinsTargets) throw problem('/targets', 'one target', `several of the task ${one.name}`);
  const details = namesOf(spec).flatMap((_, i) =>
    detailsOf(() => one.check(ofTarget(spec, i))).map(({ pointer = '', ...detail }) => {
      return { ...detail, pointer: pointer.replace(/^\/target(?=\/|$)/, `/targets/${i}`) };
    }),
  );
  if (details.length > 0)
    throw new InvalidSpecificationError('The targets do not fit the task.', { details });
  namesOf(spec).forEach((_, i) => {
    const kind = one.predictionKind(ofTarget(spec, i));
    if (kind === 'binary' || kind === 'regression') return;
    throw problem(`/targets/${i}`, 'a number, or one of two classes', `a target of the task ${one.name}`);
  });
  const { length } = namesOf(spec);
  if (length > mostTargets) throw problem('/targets', `at most ${mostTargets} targets`, `${length}`);
}

function problem(pointer: string, expected: string, received: string): InvalidSpecificationError {
  return new InvalidSpecificationError('These cannot be several targets.', {
    details: [{ pointer, expected, received }],
  });
}

function namesOf({ targets = [] }: TaskSpec): string[] {
  return targets.map(({ name }) => name);
}

/** The specification as if the target of this place were the only one. */
function ofTarget(spec: TaskSpec, place: number): TaskSpec {
  return { ...spec, target: spec.targets?.[place] ?? spec.target, targets: undefined };
}

/** What each target cannot learn, by its place. */
function problemsOf(one: OneTarget, spec: TaskSpec) {
  const each = namesOf(spec).map((_, i) => one.targetProblem?.(ofTarget(spec, i)));
  return (value: CellValue, place: number) => each[place]?.(value, 0);
}

/** An output of each target; what is unknown moves nothing. */
function headOf(one: OneTarget, targets: States['targets']): Head {
  const { loss } = one.head(targets[0].state);
  return { outputs: targets.length, loss: { ...loss, masked: true } as Head['loss'] };
}

interface Outputs {
  outputs: Float32Array;
  all: EncodedTargets;
  fitted: Fitted;
}

function scoredOf(one: OneTarget, { outputs, all, fitted }: Outputs): ScoredRows {
  const count = all.data.length / all.width;
  const targets = fitted.state.targets.map(({ name, state }, i) => {
    const known = knownOfTarget(outputs, all, i);
    const scored = one.scored(known.outputs, known.targets, { state, policy: fitted.policy?.targets[i] });
    return { name, rows: known.rows, scored };
  });
  const kind = targets[0].scored.kind === 'binary' ? 'multilabel' : 'multioutput';
  const parts = targets.map(({ name, rows, scored }) => ({ name, rows, predictions: scored.predictions }));
  return { kind, predictions: { count, targets: parts } } as ScoredRows;
}

function detailsOfEach(
  one: OneTarget,
  { outputs, all, fitted }: Outputs & { fitted: Required<Fitted> },
): unknown {
  const targets = fitted.state.targets.map(({ name, state }, i) => {
    const known = knownOfTarget(outputs, all, i);
    const own = { state, policy: fitted.policy.targets[i] };
    return [name, known.rows.length > 0 ? one.details(known.outputs, known.targets, own) : {}] as const;
  });
  return { targets: Object.fromEntries(targets) };
}

function answererOf(
  one: OneTarget,
  { state, policy, spec }: { state: States; policy: Policies; spec: TaskSpec },
): Answerer {
  const width = state.targets.length;
  const targets = state.targets.map((target, i) => ({
    name: target.name,
    answerer: one.answerer(target.state, policy.targets[i], ofTarget(spec, i)),
  }));
  const own = (outputs: Float32Array, row: number, place: number) =>
    Float32Array.of(outputs[row * width + place]);
  return {
    columns: targets.flatMap(({ name, answerer }) => answerer.columns.map((column) => `${column}_${name}`)),
    answer(outputs, row): Answer {
      const predictions = targets.map(({ name, answerer }, i): [string, TargetPrediction] => {
        return [name, answerer.answer(own(outputs, row, i), 0).prediction];
      });
      return { prediction: { targets: Object.fromEntries(predictions) } };
    },
    cells: (outputs, row) => targets.flatMap(({ answerer }, i) => answerer.cells(own(outputs, row, i), 0)),
  };
}

/** The figures of each target behind its own output; names of a graph are numbered, since those of targets may have any letter. */
function portableEach(
  one: OneTarget,
  { graph, outputs, targets }: { graph: GraphBuilder; outputs: Reference; targets: States['targets'] },
): PortableFigures {
  const figures = targets.flatMap(({ name, state }, i) => {
    const place = targets.map((_, at) => (at === i ? 1 : 0));
    const own = one.portable?.(graph, graph.combine(outputs, place, 1), state).figures ?? [];
    return own.map((figure) => {
      return { ...figure, name: `${figure.name}_${i + 1}`, meaning: `${figure.meaning} (${name})` };
    });
  });
  return { figures };
}

const fittedSchema = z.strictObject({
  state: z.strictObject({
    targets: z.array(z.strictObject({ name: z.string(), state: z.unknown() })).min(2),
  }),
  policy: z.strictObject({ targets: z.array(z.unknown()).min(2) }),
});

function parseStates(one: OneTarget, json: unknown): { state: States; policy: Policies } {
  const { state, policy } = parseFitted(fittedSchema, json);
  const targets = state.targets.map((target, i) => ({
    name: target.name,
    ...one.parse({ state: target.state, policy: policy.targets[i] }),
  }));
  return {
    state: { targets: targets.map(({ name, state: own }) => ({ name, state: own })) },
    policy: { targets: targets.map((target) => target.policy) },
  };
}
