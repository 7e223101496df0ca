import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from '../../src/scenarios/scenario-catalogue.js';

type Row = Record<string, unknown>;

/** The rows of a request to `predict`, whatever its form, as a CSV. */
export function csvOf(request: unknown): string {
  const { features, rows, history } = request as { features?: Row; rows?: Row[]; history?: Row[] };
  const all = rows ?? history ?? [features ?? {}];
  const names = Object.keys(all[0]);
  return linesOf([names, ...all.map((row) => names.map((name) => textOf(row[name])))]);
}

/** The sample that a scenario learns from, as it can be scored: its rows, each customer that it tells of, or each asset alone. */
export async function rowsOfSample({ spec, folder }: Scenario, datasets: string): Promise<string> {
  const { data, interactions, columns } = spec;
  const path = 'file' in data ? join(folder, data.file) : join(datasets, data.dataset, 'sample.csv');
  const text = await readFile(path, 'utf8');
  const held = columns.find((column) => column.kind === 'positions');
  if (held) return linesOf([[held.name], ...held.assets.map((asset) => [`${asset}: 1`])]);
  if (!interactions) return text;
  const [header, ...records] = text.trimEnd().split(/\r?\n/);
  const user = header.split(',').indexOf(interactions.user);
  const customers = [...new Set(records.map((record) => record.split(',')[user]))];
  return linesOf([['customer'], ...customers.map((customer) => [customer])]);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.map(textOf).join('|');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function linesOf(records: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return records.map((cells) => `${cells.map(cell).join(',')}\n`).join('');
}
