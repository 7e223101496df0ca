import type { CellForm } from '../../../../engine/wasm/rows/row-lines.js';
import { figure, figureText } from '../../../../core/text/figures.js';
import type { Answer } from '../../../answer.js';
import type { Answerer, TaskSpec } from '../task.js';
import { classCells } from './class-cells.js';
import { largest, type ClassState } from './class-target.js';
import { learntClassRule, learntRule, type ClassThresholds } from './class-thresholds.js';
import { eventProbability, likeliestKind } from './event-rows.js';

/** Probability of the positive class, label at the threshold, action by the declared rule. */
export function binaryAnswerer(state: ClassState, policy: ClassThresholds, spec: TaskSpec): Answerer {
  const positive = state.positive ?? 1;
  const positiveLabel = state.classes[positive].label;
  const negativeLabel = state.classes[1 - positive].label;
  const label = (probability: number) => (probability >= policy.threshold ? positiveLabel : negativeLabel);
  const decided = decidedBy(policy, spec);
  const decide = decided?.decide;
  return {
    columns: ['prediction', 'probability', ...(decided?.columns ?? [])],
    forms: binaryForms({ label, threshold: policy.threshold }, decided),
    answer(outputs, row): Answer {
      const probability = figure(outputs[row]);
      const prediction = { label: label(probability), probability };
      return decide ? { prediction, decision: decide(probability) } : { prediction };
    },
    cells(outputs, row) {
      const text = figureText(outputs[row]);
      const probability = Number(text);
      const cells = [label(probability), text];
      decided?.tell(probability, cells);
      return cells;
    },
  };
}

/** Undefined where the action may change anywhere, or more than it is told. */
function binaryForms(
  { label, threshold }: { label: (probability: number) => string; threshold: number },
  decided: ReturnType<typeof decidedBy>,
): CellForm[] | undefined {
  if (decided && !decided.cuts) return undefined;
  const forms: CellForm[] = [bandForm([threshold], label), { kind: 'figure', output: 0 }];
  if (decided?.cuts) forms.push(bandForm(decided.cuts, (probability) => decided.decide(probability).action));
  return forms;
}

/** The text of each band between cuts, and below the first. */
function bandForm(cuts: readonly number[], textOf: (probability: number) => string): CellForm {
  const rising = [...new Set(cuts)].sort((a, b) => a - b);
  return { kind: 'choice', output: 0, cuts: rising, texts: [-Infinity, ...rising].map(textOf) };
}

/**
 * Probability of the event, label at the threshold, and the likeliest kind, given that it happens; the action by the rule.
 */
export function kindAnswerer(state: ClassState, policy: ClassThresholds, spec: TaskSpec): Answerer {
  const { classes, negative = 0, event = '' } = state;
  const width = classes.length;
  const labels = classes.map((entry) => entry.label);
  const label = (probability: number) => (probability >= policy.threshold ? event : labels[negative]);
  const decided = decidedBy(policy, spec);
  const decide = decided?.decide;
  return {
    columns: ['prediction', 'probability', 'kind', ...(decided?.columns ?? [])],
    classes: classCells(labels),
    answer(outputs, row): Answer {
      const any = eventProbability(outputs, row, state);
      const probability = figure(any);
      const best = likeliestKind(outputs, row, state);
      const given = any > 0 ? figure(outputs[row * width + best] / any) : 0;
      const probabilities = Object.fromEntries(
        labels.map((name, i) => [name, figure(outputs[row * width + i])]),
      );
      const kind = { label: labels[best], probability: Math.min(given, 1) };
      const prediction = { label: label(probability), probability, kind, probabilities };
      return decide ? { prediction, decision: decide(probability) } : { prediction };
    },
    cells(outputs, row) {
      const text = figureText(eventProbability(outputs, row, state));
      const probability = Number(text);
      const cells = [label(probability), text, labels[likeliestKind(outputs, row, state)]];
      decided?.tell(probability, cells);
      return cells;
    },
  };
}

/** The declared rule over a probability, and what a CSV tells of its decisions. */
function decidedBy(policy: ClassThresholds, { decision }: TaskSpec) {
  const declared = learntRule(policy, decision);
  if (!declared) return undefined;
  const { rule, learnt, spec } = declared;
  const decide = rule.decider(learnt, spec);
  const beside = rule.columns?.(spec) ?? [];
  return {
    decide,
    cuts: beside.length === 0 ? rule.cuts?.(learnt, spec) : undefined,
    columns: ['decision', ...beside.map(({ name }) => name)],
    /** Adds a cell for each of the columns. */
    tell(probability: number, cells: string[]): void {
      const made = decide(probability);
      cells.push(made.action);
      for (const { cell } of beside) cells.push(cell(made));
    },
  };
}

/** The likeliest class with the probability of each, and the action by the rule. */
export function multiclassAnswerer(state: ClassState, policy: ClassThresholds, spec: TaskSpec): Answerer {
  const labels = state.classes.map((entry) => entry.label);
  const width = labels.length;
  const declared = learntClassRule(policy, spec.decision);
  const decide = declared?.rule.decider(declared.learnt, declared.spec);
  const figures = (outputs: Float32Array, row: number) =>
    labels.map((_, i) => figure(outputs[row * width + i]));
  return {
    columns: decide ? ['prediction', 'probability', 'decision'] : ['prediction', 'probability'],
    classes: classCells(labels),
    answer(outputs, row): Answer {
      const best = largest(outputs, row, width);
      const given = figures(outputs, row);
      const probabilities = Object.fromEntries(labels.map((label, i) => [label, given[i]]));
      const prediction = { label: labels[best], probability: given[best], probabilities };
      return decide ? { prediction, decision: decide(given) } : { prediction };
    },
    cells(outputs, row) {
      const best = largest(outputs, row, width);
      const cells = [labels[best], figureText(outputs[row * width + best])];
      if (decide) cells.push(decide(figures(outputs, row)).action);
      return cells;
    },
  };
}
