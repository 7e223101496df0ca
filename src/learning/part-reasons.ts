import type { ExplainedRow, Reason, ReferencesView } from '../explanation/explanation.js';
import { attributeParts } from '../explanation/parts/attribute-parts.js';
import type { PartedCase } from '../explanation/parts/parted-case.js';
import { firstReasons, tellFigure } from '../explanation/parts/tell-parts.js';
import type { Table } from '../tables/table.js';
import type { OverallView, ReasonGiver } from './predictor.js';

/** Where a version keeps no references, and so no seed of theirs. */
const commonSeed = 1;

/** How a family divides what it answers from into parts. */
export interface PartedCases {
  /** How parts are compared, in a sentence. */
  method: string;
  references?: ReferencesView;
  /** Of the orders in which parts change; absent: one for all versions. */
  seed?: number;
  /** Whether the scenario has sensitive columns; absent: none of the parts is one. */
  hasSensitive?: boolean;
  /** The rows that are asked for, each by itself. */
  casesOf: (declared: Table, rows: Int32Array) => readonly PartedCase[];
  /** Where parts are columns of rows: what tells how the version answers as a whole. */
  overall?: Omit<OverallView, 'contributions'>;
}

/** What the parts of cases add to their answers, whatever the parts are. */
export class PartReasons implements ReasonGiver {
  readonly areUsual = false;
  readonly method: string;
  readonly references?: ReferencesView;
  readonly overall?: OverallView;

  constructor(private readonly cases: PartedCases) {
    this.method = cases.method;
    this.references = cases.references;
    this.overall = cases.overall && {
      ...cases.overall,
      contributions: (rows) =>
        this.attributed(rows, allRows(rows)).map(({ attribution }) => attribution.contributions),
    };
  }

  explain(declared: Table, rows: Int32Array = allRows(declared)): ExplainedRow[] {
    const { hasSensitive = false } = this.cases;
    return this.attributed(declared, rows).map((parted) => ({
      figures: toldOf(parted).map((figure) => tellFigure(parted, figure, { hasSensitive })),
      evaluations: parted.attribution.evaluations,
    }));
  }

  reasons(declared: Table, most: number, rows: Int32Array = allRows(declared)): Reason[][] {
    return this.attributed(declared, rows).map((parted) => firstReasons(parted, toldOf(parted), most));
  }

  private attributed(declared: Table, rows: Int32Array) {
    const { casesOf, seed = commonSeed } = this.cases;
    return casesOf(declared, rows).map((parted) => ({
      ...parted,
      attribution: attributeParts(parted, seed),
    }));
  }
}

/** Places of the figures that are told. */
function toldOf({ told, names }: PartedCase): readonly number[] {
  return told ?? [...names.keys()];
}

function allRows({ rows }: Table): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
