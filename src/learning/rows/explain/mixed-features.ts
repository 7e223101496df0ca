import type { Walk } from '../../../explanation/walks.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import { columnsBeside } from '../../../tables/columns/roles.js';
import { columnKind } from '../../../tables/columns/index.js';
import type { Derivation } from '../../../tables/derived/derive.js';
import { Table } from '../../../tables/table.js';
import type { FeatureBlock, Players } from './feature-blocks.js';

/** Features of the blocks of several players on the way, in the order of the steps that change one of these players. */
export interface MixedFeatures {
  /** Of each shared block `[steps, features]`. */
  blocks: readonly Float32Array[];
}

/** Cells of the players: of the row that is explained, and of the references. */
export interface PlayerCells {
  row: (player: number) => CellValue;
  reference: (player: number, reference: number) => CellValue;
}

/**
 * Works out what is made of several columns, some of which are the row's already and some still a reference's: a derived column is derived
 * anew at every step, and a text is compared with the one that stands beside it then.
 */
export class Mixing {
  /** Whether a player is in a shared block. */
  readonly isMixed: readonly boolean[];
  private readonly mixed: readonly number[];

  constructor(
    private readonly players: Players,
    private readonly derivation: Derivation,
  ) {
    const { columns, shared } = players;
    this.isMixed = columns.map((_, player) => shared.some((block) => block.players.includes(player)));
    this.mixed = columns.flatMap(({ name }, player) =>
      this.isMixed[player] || derivation.reads.includes(name) ? [player] : [],
    );
  }

  along(walks: readonly Walk[], cells: PlayerCells): MixedFeatures {
    const { columns, shared } = this.players;
    if (shared.length === 0) return { blocks: [] };
    const values = this.mixed.map((player) => this.cellsAlong(walks, player, cells));
    const table = Table.fromColumns(
      this.mixed.map((player, i) => ({
        name: columns[player].name,
        type: columnKind(columns[player]).valueType,
        values: values[i],
      })),
    );
    const derived = table.rows === 0 ? table : this.derivation.score(table);
    return { blocks: shared.map((block) => featuresOf(block, derived)) };
  }

  /** One player's cell at every step that changes a mixed one. */
  private cellsAlong(walks: readonly Walk[], player: number, cells: PlayerCells): CellValue[] {
    const own = cells.row(player);
    const along: CellValue[] = [];
    for (const { reference, order } of walks) {
      const before = cells.reference(player, reference);
      // Where the two have the same value the walk does not name the player.
      let at = before;
      for (const changed of order) {
        if (changed === player) at = own;
        if (this.isMixed[changed]) along.push(at);
      }
    }
    return along;
  }
}

function featuresOf({ fitted: { column, features, encode } }: FeatureBlock, table: Table): Float32Array {
  const out = new Float32Array(table.rows * features.length);
  if (table.rows === 0) return out;
  const names = columnsBeside(column);
  const beside = names.length === 0 ? undefined : new Map(names.map((name) => [name, table.column(name)]));
  encode(table.column(column.name), { out, offset: 0, width: features.length, beside });
  return out;
}
