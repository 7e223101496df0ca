import { attribution, walkOrders, walksOf, type Walk } from '../../../explanation/walks.js';
import type { PartsAttribution } from '../../../explanation/parts/attribute-parts.js';
import { StepList, type StepPredictor, type StepStarts } from '../../../models/prediction/steps.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { Derivation } from '../../../tables/derived/derive.js';
import type { Preparation } from '../../../tables/preparation/preparation.js';
import type { Table } from '../../../tables/table.js';
import type { ServedFigures } from '../../scored-rows.js';
import type { FeatureBlock, Players } from './feature-blocks.js';
import { Mixing, type MixedFeatures } from './mixed-features.js';
import type { References } from './references.js';

/** What a version gives for explaining its answers. */
export interface ExplainedModel {
  preparation: Preparation;
  derivation: Derivation;
  players: Players;
  references: References;
  stepsFrom: (starts: StepStarts) => StepPredictor;
  /** Figures in the unit that is served, of so many rows of outputs. */
  figures: (outputs: Float32Array, rows: number) => ServedFigures;
}

/** What each column adds to the figures of a row; see `attribution`. */
export interface RowAttribution extends PartsAttribution {
  /** Of the row itself, as they are served. */
  output: Float64Array;
}

/** Explains rows of one version by walks from its references. */
export class RowExplainer {
  private readonly orders: readonly Int32Array[];
  private readonly starts: StepStarts;
  private readonly predict: StepPredictor;
  private readonly cells: readonly (readonly CellValue[])[];
  private readonly mixing: Mixing;

  constructor(private readonly model: ExplainedModel) {
    const { preparation, derivation, players, references } = model;
    this.orders = walkOrders(players.columns.length, references.table.rows, references.seed);
    this.starts = preparation.transform(derivation.score(references.table));
    this.predict = model.stepsFrom(this.starts);
    this.cells = players.columns.map(({ name }) => references.table.column(name));
    this.mixing = new Mixing(players, derivation);
  }

  /**
   * @param declared the rows, with the declared columns alone.
   * @param output their figures as they are served, `[rows, width]`.
   */
  explain(declared: Table, { values, width }: ServedFigures): RowAttribution[] {
    const { preparation, derivation, players } = this.model;
    const { data } = preparation.transform(derivation.score(declared));
    const columns = players.columns.map(({ name }) => declared.column(name));
    return Array.from({ length: declared.rows }, (_, row) => {
      const features = data.subarray(row * preparation.width, (row + 1) * preparation.width);
      const own = columns.map((column) => column[row]);
      return { ...this.explainOne(own, features), output: values.slice(row * width, (row + 1) * width) };
    });
  }

  private explainOne(own: readonly CellValue[], features: Float32Array): PartsAttribution {
    const { columns } = this.model.players;
    const walks = walksOf(this.orders, (reference, player) => this.cells[player][reference] !== own[player]);
    const mixed = this.mixing.along(walks, {
      row: (player) => own[player],
      reference: (player, reference) => this.cells[player][reference],
    });
    const steps = this.stepsOf(walks, features, mixed);
    const figures = this.model.figures(this.predict(steps), steps.stepEnds.length);
    return { ...attribution(walks, figures, columns.length), evaluations: steps.stepEnds.length };
  }

  /** Each walk with its start as a step of its own, in which nothing changes. */
  private stepsOf(walks: readonly Walk[], features: Float32Array, mixed: MixedFeatures): StepList {
    const { own, shared } = this.model.players;
    const steps = new StepList();
    let place = 0;
    for (const { reference, order } of walks) {
      steps.endStep();
      for (const player of order) {
        for (const { fitted } of own[player]) changeTo(steps, fitted, features, fitted.offset);
        if (this.mixing.isMixed[player]) {
          shared.forEach(({ fitted, players }, i) => {
            const from = place * fitted.features.length;
            if (players.includes(player)) changeTo(steps, fitted, mixed.blocks[i], from);
          });
          place++;
        }
        steps.endStep();
      }
      steps.endWalk(reference);
    }
    return steps;
  }
}

/** A block takes over the features that stand from a place on. */
function changeTo(
  steps: StepList,
  { offset, features }: FeatureBlock['fitted'],
  from: Float32Array,
  at: number,
) {
  for (let i = 0; i < features.length; i++) steps.change(offset + i, from[at + i]);
}
