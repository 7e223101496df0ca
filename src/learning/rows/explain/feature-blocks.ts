import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { columnsBeside } from '../../../tables/columns/roles.js';
import { parentsOf } from '../../../tables/derived/parents.js';
import type { FittedColumn, Preparation } from '../../../tables/preparation/preparation.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';

/** Neighbouring features that change together, and the players (declared columns) that they follow from. */
export interface FeatureBlock {
  fitted: FittedColumn;
  players: readonly number[];
}

/** The declared columns of which features are made, as themselves or through derived columns, and what each of them moves. */
export interface Players {
  columns: readonly ColumnSpec[];
  /** Of each player the blocks that follow from it alone. */
  own: readonly (readonly FeatureBlock[])[];
  /** Blocks that follow from several. */
  shared: readonly FeatureBlock[];
}

export function playersOf(preparation: Preparation, { columns, derived }: ScenarioSpec): Players {
  const parents = parentsOf(derived, columns);
  const rootsOf = (name: string) => parents.get(name) ?? [name];
  const blocks = preparation.fitted
    .filter(({ features }) => features.length > 0)
    .map((fitted) => {
      const names = [fitted.column.name, ...columnsBeside(fitted.column)].flatMap(rootsOf);
      return { fitted, names: [...new Set(names)] };
    });
  const read = new Set(blocks.flatMap(({ names }) => names));
  const players = columns.filter(({ name }) => read.has(name));
  const places = new Map(players.map(({ name }, place) => [name, place]));
  const placed = blocks.map(({ fitted, names }) => ({
    fitted,
    players: names.map((name) => places.get(name)!),
  }));
  return {
    columns: players,
    own: players.map((_, place) =>
      placed.filter((block) => block.players.length === 1 && block.players[0] === place),
    ),
    shared: placed.filter((block) => block.players.length > 1),
  };
}
