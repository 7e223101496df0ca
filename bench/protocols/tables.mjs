// The real tables that no dataset of the catalogue reads yet, written as a CSV for the scenarios of bench/scenarios.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { shared } from '../report.mjs';

const lateColumns = [
  'Country',
  'Managed By',
  'Fulfill Via',
  'Vendor INCO Term',
  'Shipment Mode',
  'Product Group',
  'Sub Classification',
  'Vendor',
  'Brand',
  'Dosage Form',
  'Unit of Measure (Per Pack)',
  'Line Item Quantity',
  'Line Item Value',
  'Pack Price',
  'Unit Price',
  'First Line Designation',
];

/**
 * A row by the names of its columns.
 * @typedef {Record<string, string | number>} Row
 */

/**
 * By the name of the folds; each gives rows with the names of the scenario's columns.
 * @type {Record<string, () => Row[]>}
 */
const tables = {
  'online-shoppers': () => recordsOf('retail/online-shoppers/online_shoppers_intention.csv'),
  'scms-late-delivery': () =>
    recordsOf('manufacturing/scms-delivery-history/SCMS_Delivery_History_Dataset.csv').map((record) => {
      const scheduled = dateOf(record['Scheduled Delivery Date']);
      const [month, year] = [scheduled.getUTCMonth() + 1, scheduled.getUTCFullYear()];
      // Orders of one month for one country, or from one vendor, travel together: late together or not.
      const together = `${year}-${month}`;
      return {
        ...Object.fromEntries(lateColumns.map((name) => [name, record[name]])),
        scheduled_month: month,
        scheduled_year: year,
        scheduled: 12 * year + month,
        country_month: `${record.Country} ${together}`,
        vendor_month: `${record.Vendor} ${together}`,
        late: Number(dateOf(record['Delivered to Client Date']) > scheduled),
      };
    }),
};

/**
 * The path of the CSV, below `work`.
 * @param {string} name
 * @param {string} work
 */
export function tableFile(name, work) {
  const path = join(work, `${name}.data.csv`);
  const records = tables[name]();
  const names = Object.keys(records[0]);
  const lines = [names, ...records.map((record) => names.map((column) => record[column]))];
  writeFileSync(path, `${lines.map((cells) => cells.map(quoted).join()).join('\n')}\n`);
  return path;
}

/** @param {string | number} cell */
function quoted(cell) {
  return `"${String(cell).replaceAll('"', '""')}"`;
}

/**
 * @param {string} file
 * @returns {Record<string, string>[]}
 */
function recordsOf(file) {
  return parse(readFileSync(join(shared, 'datasets', file)), { columns: true, bom: true });
}

/**
 * Of a text such as 02-Jun-06.
 * @param {string} text
 */
function dateOf(text) {
  return new Date(`${text} UTC`);
}
