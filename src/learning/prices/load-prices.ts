import { basename } from 'node:path';
import { InvalidInputError } from '../../core/errors.js';
import type { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { Profile } from '../../tables/profile/profile-schema.js';
import { profileTable } from '../../tables/profile/profile-table.js';
import type { DataSource } from '../data-source.js';
import type { LoadOptions } from '../family.js';
import { leftOutNotes } from '../loading/left-out-rows.js';
import { chosenRows, readRaw } from '../loading/raw-rows.js';
import type { TrainingNote } from '../training-note.js';
import { priceHistory, type PriceHistory } from './price-history.js';
import { namesOfPrices, readPrices, type PriceTable } from './price-table.js';
import type { PriceNames } from './request-spec.js';

export interface LoadedPrices<Spec extends PriceNames = PriceNames> {
  spec: Spec;
  prices: PriceTable;
  history: PriceHistory;
  source: DataSource;
  notes: readonly TrainingNote[];
}

/** What a family asks of a table of prices. */
export interface WantedPrices<Spec extends PriceNames> {
  spec: Spec;
  /** So many days are needed before the first one can be asked about. */
  leastDays: number;
}

/**
 * Read the prices of a scenario: from `file` when given, else from its dataset or its own CSV file.
 * @throws InvalidInputError when columns are missing, days are too few or most rows cannot be read.
 */
export async function readPriceData<Spec extends PriceNames>(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  { spec, leastDays }: WantedPrices<Spec>,
  { file, encoding, where }: LoadOptions = {},
): Promise<LoadedPrices<Spec>> {
  const expectedColumns = namesOfPrices(spec);
  const raw = chosenRows(await readRaw(scenario, datasets, { file, encoding, expectedColumns }), where);
  const name = basename(raw.name);
  const prices = readPrices({ ...raw, name }, spec, scenario.spec.data.missing_tokens);
  const { rows } = prices.table;
  if (rows < leastDays || prices.rejected > rows) throw tooFew(name, leastDays, prices);
  return {
    spec,
    prices,
    history: priceHistory(prices.table, spec),
    source: { kind: raw.kind, name, sha256: raw.sha256, rows, rejected: prices.rejected },
    notes: leftOutNotes(prices.reasons),
  };
}

function tooFew(
  name: string,
  leastDays: number,
  { table, rejected, reasons }: PriceTable,
): InvalidInputError {
  const expected = `prices of at least ${leastDays} days`;
  const received = `${name}: ${table.rows} days, ${rejected} rows that cannot be read`;
  const others = reasons.slice(0, 5).map((one) => ({ ...one, received: 'another' }));
  return new InvalidInputError('There are too few days of prices.', {
    details: [{ expected, received }, ...others],
    withoutData: true,
  });
}

export function profilePrices({ prices: { table, columns } }: Pick<LoadedPrices, 'prices'>): Profile {
  return profileTable(table, columns);
}
