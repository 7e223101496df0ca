import { checkRegisteredFiles } from '../core/files/registered-files.js';
import { InvalidSpecificationError, shown, type ErrorDetail } from '../core/errors.js';
import { jsonPointer } from '../core/text/json-pointer.js';
import { zodProblems } from '../core/zod-problems.js';
import { alert } from './alert.decision.js';
import type { PredictionKind } from '../evaluation/predictions/index.js';
import type { BatchPart } from './batch.js';
import { budget } from './budget.decision.js';
import { costMatrix } from './cost-matrix.decision.js';
import type {
  ClassRule,
  CrossingRule,
  DecisionRule,
  DecisionSpec,
  EffectRule,
  EventRule,
  DecisionSubject,
  NumberRule,
  ValueRule,
} from './decision.js';
import { expectedCost } from './expected-cost.decision.js';
import { grades } from './grades.decision.js';
import { ruleOutRuleIn } from './rule-out-rule-in.decision.js';
import { treat } from './treat.decision.js';

const ownRules: Readonly<Record<string, DecisionRule>> = {
  'expected-cost': expectedCost,
  'rule-out-rule-in': ruleOutRuleIn,
  'cost-matrix': costMatrix,
  alert,
  budget,
  grades,
  treat,
};

const rules = new Map<string, DecisionRule>(Object.entries(ownRules));

/**
 * Start-up check: every `<rule>.decision.ts` here is registered under its own name, and no other.
 * @throws InvalidSpecificationError naming the file or the name that has no partner.
 */
export function checkDecisions(folder = import.meta.dirname): void {
  checkRegisteredFiles({ folder, pattern: /^(.+)\.decision\.(?:ts|js)$/, registered: ownRules });
}

/**
 * Add rules of an industry. Adding the same rule again changes nothing.
 * @throws InvalidSpecificationError when another rule has the name.
 */
export function registerDecisions(more: readonly DecisionRule[]): void {
  for (const rule of more) {
    const known = rules.get(rule.name);
    if (known && known !== rule) {
      throw new InvalidSpecificationError(`Two decision rules are called ${rule.name}.`, {
        details: [{ expected: 'a name that no other rule has', received: shown(rule.name) }],
      });
    }
    rules.set(rule.name, rule);
  }
}

/** Every rule that a specification may name. */
export function decisionRules(): readonly DecisionRule[] {
  return [...rules.values()];
}

/** A rule, and what a specification says of it. */
export type Declared<Rule> = { rule: Rule; spec: unknown } | undefined;

/** The rule of a specification whose answers tell an event; undefined where there is none. */
export function eventRule(decision: DecisionSpec | undefined): Declared<EventRule> {
  const rule = decision && rules.get(decision.rule);
  return rule?.decidesOn === 'event' ? { rule, spec: rule.schema.parse(decision) } : undefined;
}

/** The rule of a specification whose answers tell one of several classes; undefined where there is none. */
export function classRule(decision: DecisionSpec | undefined): Declared<ClassRule> {
  const rule = decision && rules.get(decision.rule);
  return rule?.decidesOn === 'class' ? { rule, spec: rule.schema.parse(decision) } : undefined;
}

/** Whether the rule prices wrong decisions, so that the metric `cost` is defined. */
export function hasCosts(decision: DecisionSpec | undefined): boolean {
  return (decision && rules.get(decision.rule)?.hasCosts) ?? false;
}

/** The rule of a specification whose answers tell how long something lasts; undefined where there is none. */
export function numberRule(decision: DecisionSpec | undefined): Declared<NumberRule> {
  const rule = decision && rules.get(decision.rule);
  return rule?.decidesOn === 'time-left' ? { rule, spec: rule.schema.parse(decision) } : undefined;
}

/** The rule of a specification whose answers tell a number; undefined where there is none. */
export function valueRule(decision: DecisionSpec | undefined): Declared<ValueRule> {
  const rule = decision && rules.get(decision.rule);
  return rule?.decidesOn === 'value' ? { rule, spec: rule.schema.parse(decision) } : undefined;
}

/** The rule of a specification whose answers tell how likely a number lies beyond a limit; undefined where there is none. */
export function crossingRule(decision: DecisionSpec | undefined): Declared<CrossingRule> {
  const rule = decision && rules.get(decision.rule);
  return rule?.decidesOn === 'crossing' ? { rule, spec: rule.schema.parse(decision) } : undefined;
}

/** The rule of a specification whose answers tell what a treatment changes; undefined where there is none. */
export function effectRule(decision: DecisionSpec | undefined): Declared<EffectRule> {
  const rule = decision && rules.get(decision.rule);
  return rule?.decidesOn === 'effect' ? { rule, spec: rule.schema.parse(decision) } : undefined;
}

/** A rule that decides on whole files, and what a specification says of it. */
export interface DeclaredBatchRule {
  name: string;
  part: BatchPart;
  spec: unknown;
}

/** What of a specification declares rules about whole files. */
export interface BatchDeclarations {
  decision?: DecisionSpec;
  batchDecisions?: readonly DecisionSpec[];
}

/**
 * The rules that whole files of a scenario can be decided by: that of `decision`, where it can and predictions of this form suit it, and those
 * under `batchDecisions`.
 */
export function batchRules(
  { decision, batchDecisions = [] }: BatchDeclarations,
  kind: PredictionKind,
): DeclaredBatchRule[] {
  return [...(decision ? [decision] : []), ...batchDecisions].flatMap((declared) => {
    const rule = rules.get(declared.rule);
    if (!rule?.batch?.kinds.includes(kind)) return [];
    return [{ name: rule.name, part: rule.batch, spec: rule.schema.parse(declared) }];
  });
}

/** What is wrong with `batchDecisions` of a specification whose predictions are of this form. */
export function batchDecisionProblems(
  { decision, batchDecisions = [] }: BatchDeclarations,
  kind: PredictionKind,
): ErrorDetail[] {
  return batchDecisions.flatMap((declared, i): ErrorDetail[] => {
    const pointer = jsonPointer(['batchDecisions', i, 'rule']);
    const received = shown(declared.rule);
    const rule = rules.get(declared.rule);
    if (!rule?.batch?.kinds.includes(kind)) return [{ pointer, expected: expectedBatchRule(kind), received }];
    const others = [decision, ...batchDecisions.slice(0, i)];
    if (others.some((other) => other?.rule === declared.rule))
      return [{ pointer, expected: 'each rule declared once', received: `${received} twice` }];
    const { error } = rule.schema.safeParse(declared);
    return error ? zodProblems(error, declared, { under: jsonPointer(['batchDecisions', i]) }) : [];
  });
}

function expectedBatchRule(kind: PredictionKind): string {
  const fitting = [...rules.values()].filter(({ batch }) => batch?.kinds.includes(kind));
  const names = fitting.map(({ name }) => name).join(', ');
  return names === '' ? 'no rule: none decides on whole files of such answers' : `one of ${names}`;
}

/** What rules decide on, as an error says that it is missing. */
const subjects: Readonly<Record<Exclude<DecisionSubject, 'batch'>, string>> = {
  event: 'a target with a positive class',
  class: 'a target of more than two classes that are no kinds of an event',
  'time-left': 'the task remaining-life',
  value: 'the task regression, of one target',
  crossing: 'the task forecast or regression, of one target',
  effect: 'the task treatment-effect',
};

/**
 * What is wrong with `decision` of a specification whose answers tell `subject`, one or several, or nothing that can be decided on.
 * @param classes the codes of the target's classes, where it has any.
 */
export function decisionProblems(
  decision: DecisionSpec | undefined,
  subject: DecisionSubject | readonly DecisionSubject[] | undefined,
  classes: readonly string[] = [],
): ErrorDetail[] {
  if (!decision) return [];
  const pointer = '/decision/rule';
  const rule = rules.get(decision.rule);
  if (!rule) {
    const expected = `one of ${[...rules.keys()].join(', ')}`;
    return [{ pointer, expected, received: shown(decision.rule) }];
  }
  const parsed = rule.schema.safeParse(decision);
  if (!parsed.success) return zodProblems(parsed.error, decision, { under: '/decision' });
  if (rule.decidesOn === 'batch') {
    const expected = 'a rule that decides on one row; this one stands under batchDecisions';
    return [{ pointer, expected, received: shown(decision.rule) }];
  }
  if (![subject].flat().includes(rule.decidesOn))
    return [{ pointer, expected: subjects[rule.decidesOn], received: 'a target without' }];
  return rule.decidesOn === 'class' ? rule.problems(parsed.data, classes) : [];
}
