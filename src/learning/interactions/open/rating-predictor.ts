import type { CellValue, NoteCollector } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import type { Model } from '../../../models/prediction/model.js';
import { figure } from '../../../core/text/figures.js';
import type { Prediction } from '../../answer.js';
import { firstOf, type Catalogue } from './catalogue.js';
import type { RatingState } from '../files/state.js';

/** Index 0 of the network's tables stands for a customer or an item that was not there while learning. */
export const unknownIndex = 0;

/** What ratings the pairs of customers and items in a table would get. */
export class RatingPredictor {
  private readonly customers: ReadonlyMap<string, number>;

  constructor(
    private readonly state: RatingState,
    private readonly catalogue: Catalogue,
    private readonly model: Model,
  ) {
    this.customers = new Map(state.customers.map((id, i) => [id, i + 1]));
  }

  predict(table: Table, notes?: NoteCollector): Prediction[] {
    return Array.from(this.values(table, notes), (value) => this.present(value));
  }

  /** Ratings as they are, unrounded. */
  values(table: Table, notes?: NoteCollector): Float64Array {
    const customer = Int32Array.from(table.column('customer'), (id, row) => {
      const found = typeof id === 'string' ? firstOf(id, (one) => this.customers.get(one)) : undefined;
      if (found === undefined) notes?.add(row, note('customer', 'a customer of the training data', id));
      return found ?? unknownIndex;
    });
    const item = Int32Array.from(table.column('item'), (text, row) => {
      const found = typeof text === 'string' ? this.catalogue.find(text) : undefined;
      if (found === undefined)
        notes?.add(row, note('item', this.catalogue.expected(String(text ?? '')), text));
      return found === undefined ? unknownIndex : found + 1;
    });
    return ratingsOf(this.model, { customer, item }, this.state);
  }

  private present(value: number): Prediction {
    const { halfWidth } = this.state;
    if (halfWidth === null) return { value: figure(value) };
    return {
      value: figure(value),
      interval: [this.bounded(value - halfWidth), this.bounded(value + halfWidth)],
    };
  }

  private bounded(value: number): number {
    return figure(Math.min(this.state.highest, Math.max(this.state.lowest, value)));
  }
}

function note(column: string, expected: string, received: CellValue) {
  return { code: 'unknown-category' as const, column, expected, received: String(received ?? 'nothing') };
}

/** Ratings of pairs in their own unit, kept between the lowest and the highest that were given. */
export function ratingsOf(
  model: Model,
  pairs: { customer: Int32Array; item: Int32Array },
  { mean, deviation, lowest, highest }: Pick<RatingState, 'mean' | 'deviation' | 'lowest' | 'highest'>,
): Float64Array {
  const inputs = {
    customer: { data: pairs.customer, shape: [1] },
    item: { data: pairs.item, shape: [1] },
  };
  const outputs = model.predict(inputs, pairs.customer.length);
  return Float64Array.from(outputs, (output) =>
    Math.min(highest, Math.max(lowest, mean + deviation * output)),
  );
}
