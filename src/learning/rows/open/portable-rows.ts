import { ensembleGraph } from '../../../models/portable/ensemble-graph.js';
import { GraphBuilder } from '../../../models/portable/graph.js';
import type { Ensemble } from '../../../models/prediction/ensemble.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { columnKind } from '../../../tables/columns/index.js';
import type { FittedColumn } from '../../../tables/preparation/preparation.js';
import type { PreparationPart, RowPreparation } from '../../../tables/preparation/staged-preparation.js';
import { notPortable, type Prepared, type PreparedColumn, type PortableVersion } from '../../portable.js';
import type { Examples, TargetValue } from '../examples/examples.js';
import type { PortableFigure, Task } from '../tasks/task.js';

interface OpenedRows {
  scenario: Scenario;
  tag: string;
  examples: Examples;
  preparation: RowPreparation;
  model: Ensemble;
  task: Task<unknown, unknown, TargetValue>;
  state: unknown;
  policy: unknown;
}

/**
 * A version over rows that stand for themselves as one graph.
 * @throws ConflictError naming what has no such form: rows before a row, a column, an architecture.
 */
export function portableRows(opened: OpenedRows, asked: PortableVersion['asked']): PortableVersion {
  const { tag, examples, preparation, model, task, state, policy } = opened;
  if (!examples.ofFeatures || !task.portable) {
    const reason = 'An answer is read from the rows before its row, too.';
    throw notPortable(tag, reason, `the task ${task.name}`);
  }
  const prepared = preparedOf(opened);
  const graph = new GraphBuilder(preparation.width);
  const { figures, beside = [] } = task.portable(graph, ensembleGraph(graph, model), state);
  for (const { name, from, width } of [...figures, ...beside]) graph.output(name, from, width);
  const told = (all: PortableFigure[]) => all.map(({ from: _, ...output }) => output);
  const answers = { figures: told(figures), beside: told(beside), learnt: policy };
  return { graph: graph.built(), prepared, answers, asked };
}

function preparedOf(opened: OpenedRows): Prepared {
  const { width, parts } = opened.preparation;
  const { derived } = opened.scenario.spec;
  const stages = parts.flatMap((part) => {
    const { stage } = part;
    return stage ? [{ name: stage.name, without: [...stage.without], columns: columnsOf(opened, part) }] : [];
  });
  if (stages.length > 0) return { width, stages, derived };
  return { width, columns: parts.flatMap((part) => columnsOf(opened, part)), derived };
}

function columnsOf(opened: OpenedRows, { preparation, offset }: PreparationPart): PreparedColumn[] {
  return preparation.fitted
    .filter(({ features }) => features.length > 0)
    .map((fitted) => columnOf(opened, fitted, offset + fitted.offset));
}

function columnOf(
  { tag }: OpenedRows,
  { column, state, features }: FittedColumn,
  at: number,
): PreparedColumn {
  const { name, kind } = column;
  const recipe = columnKind(column).recipe?.(state, column);
  if (!recipe) {
    const reason = `How the column "${name}" becomes features cannot be written down as data.`;
    throw notPortable(tag, reason, `a column of the kind ${kind}`);
  }
  const unit = 'unit' in column ? column.unit : undefined;
  return {
    name,
    kind,
    ...(unit !== undefined && { unit }),
    at,
    features: features.map((one) => one.name),
    recipe,
  };
}
