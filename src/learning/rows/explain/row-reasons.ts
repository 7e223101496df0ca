import type { ExplainedRow, Reason, ReferencesView } from '../../../explanation/explanation.js';
import { firstReasons, tellFigure, type AttributedCase } from '../../../explanation/parts/tell-parts.js';
import type { FigureName } from '../../../explanation/reason-text.js';
import type { Table } from '../../../tables/table.js';
import type { OverallView, ReasonGiver } from '../../predictor.js';
import type { ServedFigures } from '../../scored-rows.js';
import { columnPart, toldFigures } from './column-parts.js';
import { insideOf } from './divided-values.js';
import { columnsMethod } from './method.js';
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

/** What the columns of a row add to its answer, in the scenario's words. */
export class RowReasons implements ReasonGiver {
  readonly method = columnsMethod;
  readonly areUsual = true;
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

  explain(declared: Table, asked?: Int32Array): ExplainedRow[] {
    const { sensitive, players, names, figures, references } = this.parts;
    const table = ofRows(declared, asked);
    const within = { columns: players.columns, sensitive, names, figures, seed: references.seed };
    return this.rows(table).map((row, at) => {
      const inside = insideOf(table.take([at]), within);
      return {
        figures: this.figuresOf(row).map((figure) => ({
          ...tellFigure(row, figure, { hasSensitive: sensitive.length > 0 }),
          ...inside.figures[figure],
        })),
        evaluations: row.attribution.evaluations + inside.evaluations,
      };
    });
  }

  reasons(declared: Table, most: number, asked?: Int32Array): Reason[][] {
    const explained = this.rows(ofRows(declared, asked));
    return explained.map((row) => firstReasons(row, this.figuresOf(row), most));
  }

  private rows(declared: Table): (AttributedCase & { attribution: RowAttribution })[] {
    const { explainer, players, figures, names, sensitive } = this.parts;
    const columns = players.columns.map(({ name }) => declared.column(name));
    return explainer.explain(declared, figures(declared)).map((attribution, row) => ({
      parts: players.columns.map((column, player) => columnPart(column, columns[player][row], sensitive)),
      attribution,
      output: attribution.output,
      names,
    }));
  }

  /** Places of the figures that are told; of classes the likeliest alone. */
  private figuresOf({ attribution: { output } }: { attribution: RowAttribution }): number[] {
    const { names, isOneOfClasses } = this.parts;
    return toldFigures(output, names, isOneOfClasses);
  }
}

function ofRows(table: Table, rows?: Int32Array): Table {
  return rows === undefined || rows.length === table.rows ? table : table.take(rows);
}
