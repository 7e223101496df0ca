import type { ExplainedFigure, Reason, ReferencesView } from '../../../explanation/explanation.js';
import { reasonText, shownValue, type FigureName } from '../../../explanation/reason-text.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import type { OverallView, ReasonGiver } from '../../predictor.js';
import type { ServedFigures } from '../../scored-rows.js';
import type { Players } from './feature-blocks.js';
import type { References } from './references.js';
import type { RowAttribution, RowExplainer } from './row-explainer.js';

interface ReasonParts {
  sensitive: readonly string[];
  players: Players;
  references: References;
  explainer: RowExplainer;
  /** Of each figure. */
  names: readonly FigureName[];
  /** Whether the figures are the probabilities of classes, of which the likeliest is explained. */
  isOneOfClasses: boolean;
  /** The figures of rows as they are served, and explained. */
  figures: (declared: Table) => ServedFigures;
}

/** A row's attribution, and where its values stand. */
interface ExplainedRow {
  attribution: RowAttribution;
  cells: (player: number) => CellValue;
}

/** What the columns of a row add to its answer, in the scenario's words. */
export class RowReasons implements ReasonGiver {
  readonly method =
    'Shapley values by permutation walks from every reference, forward and reverse by turns; what a derived column adds counts for those that it is made from.';
  readonly references: ReferencesView;
  readonly overall: OverallView;

  constructor(private readonly parts: ReasonParts) {
    const { table, from, sha256 } = parts.references;
    const { players, names, explainer, figures } = parts;
    this.references = { count: table.rows, from, sha256 };
    this.overall = {
      columns: players.columns,
      figures: names,
      rows: table,
      contributions: (rows) => explainer.explain(rows, figures(rows)).map((row) => row.contributions),
      answers: figures,
    };
  }

  explain(declared: Table): ExplainedFigure[][] {
    return this.rows(declared).map((row) => this.figuresOf(row).map((figure) => this.explained(row, figure)));
  }

  reasons(declared: Table, most: number): Reason[][] {
    const { names } = this.parts;
    return this.rows(declared).map((row) => {
      const [first, ...others] = this.figuresOf(row);
      const told = [first, ...others.filter((figure) => names[figure].target !== undefined)];
      return told.flatMap((figure) => this.reasonsOf(row, figure, false).slice(0, most));
    });
  }

  private rows(declared: Table): ExplainedRow[] {
    const { explainer, players, figures } = this.parts;
    const columns = players.columns.map(({ name }) => declared.column(name));
    return explainer
      .explain(declared, figures(declared))
      .map((attribution, row) => ({ attribution, cells: (player) => columns[player][row] }));
  }

  /** Places of the figures that are told; of classes the likeliest alone. */
  private figuresOf({ attribution: { output } }: ExplainedRow): number[] {
    const { names, isOneOfClasses } = this.parts;
    if (!isOneOfClasses) return names.map((_, figure) => figure);
    return [output.indexOf(Math.max(...output))];
  }

  private explained(row: ExplainedRow, figure: number): ExplainedFigure {
    const { names, sensitive } = this.parts;
    const { output, base, contributions } = row.attribution;
    const width = names.length;
    const sum = contributions.reduce((all, one, i) => (i % width === figure ? all + one : all), 0);
    return {
      ...names[figure],
      output: output[figure],
      base: base[figure],
      residual: output[figure] - base[figure] - sum,
      reasons: this.reasonsOf(row, figure, false),
      ...(sensitive.length > 0 && { sensitive: this.reasonsOf(row, figure, true) }),
    };
  }

  private reasonsOf({ attribution, cells }: ExplainedRow, figure: number, ofSensitive: boolean): Reason[] {
    const { players, sensitive, names } = this.parts;
    const { target } = names[figure];
    return players.columns
      .map((column, player) => ({
        column,
        value: cells(player),
        contribution: attribution.contributions[player * names.length + figure],
      }))
      .filter(({ column }) => sensitive.includes(column.name) === ofSensitive)
      .filter(({ contribution }) => contribution !== 0)
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
      .map(({ column, value, contribution }) => ({
        feature: column.name,
        value: shownValue(column, value),
        contribution,
        ...(target !== undefined && { target }),
        text: reasonText(column, value, contribution, names[figure]),
      }));
  }
}
