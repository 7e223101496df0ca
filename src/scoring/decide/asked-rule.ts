import { InvalidInputError, UnknownNameError, shown } from '../../core/errors.js';
import { mostDetails } from '../../core/text/lists.js';
import { zodProblems } from '../../core/zod-problems.js';
import { batchRules, type DeclaredBatchRule } from '../../decisions/index.js';
import { familyOf } from '../../learning/index.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';

/** A rule about a whole file, and what a run states for it. */
export interface AskedRule extends DeclaredBatchRule {
  /** As the rule's schema made them of what was stated, defaults included. */
  options: unknown;
}

/** Which rule, and what the run states; plain JSON. */
export interface RuleRequest {
  /** Absent: the only one that the scenario has. */
  rule?: string;
  options?: Readonly<Record<string, unknown>>;
}

/** The rules that whole files of a scenario can be decided by. */
export function batchRulesOf(spec: ScenarioSpec): DeclaredBatchRule[] {
  return batchRules(spec, familyOf(spec).predictionKind(spec));
}

/**
 * @throws UnknownNameError for a rule that the scenario does not have, and where none is named and there are several or none
 * @throws InvalidInputError with a detail per wrong option
 */
export function askedRule(spec: ScenarioSpec, { rule, options = {} }: RuleRequest): AskedRule {
  const declared = batchRulesOf(spec);
  const found =
    rule === undefined && declared.length === 1 ? declared[0] : declared.find(({ name }) => name === rule);
  if (!found) throw noSuchRule(spec, declared, rule);
  const { data, error } = found.part.options(found.spec).safeParse(options);
  if (!error) return { ...found, options: data };
  throw new InvalidInputError(`The options of the rule ${found.name} are not what they should be.`, {
    details: zodProblems(error, options, { under: '/options', most: mostDetails }),
  });
}

function noSuchRule(
  { id }: ScenarioSpec,
  declared: readonly DeclaredBatchRule[],
  rule: string | undefined,
): UnknownNameError | InvalidInputError {
  const received = rule === undefined ? 'nothing' : shown(rule);
  if (declared.length === 0) {
    return new InvalidInputError(`No rule of ${id} decides on a whole file.`, {
      details: [{ pointer: '/rule', expected: 'a scenario that declares such a rule', received }],
      hint: 'Such a rule stands in scenario.yaml under decision or batchDecisions; score writes what is decided row by row.',
    });
  }
  const names = declared.map(({ name }) => name).join(', ');
  return new UnknownNameError(
    rule === undefined
      ? `${id} has several rules about whole files.`
      : `${id} has no rule ${rule} about whole files.`,
    { details: [{ pointer: '/rule', expected: `one of ${names}`, received }] },
  );
}
