import { basename } from 'node:path';
import { ownIndustry } from '../scenarios/own-folder.js';

const longestName = 50;

/** `own/` and the name of a file, as far as it can be an id; with a number behind where that is taken. */
export function ownId(file: string, isTaken: (id: string) => boolean = () => false): string {
  const stem = basename(file).replace(/(\.(?:csv|tsv|txt|gz|jsonl|ndjson|parquet|xls[xmb]))+$/iu, '');
  const slug = stem
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, longestName)
    .replaceAll(/^-+|-+$/gu, '');
  const id = `${ownIndustry}/${slug === '' ? 'scenario' : slug}`;
  if (!isTaken(id)) return id;
  let number = 2;
  while (isTaken(`${id}-${number}`)) number++;
  return `${id}-${number}`;
}
