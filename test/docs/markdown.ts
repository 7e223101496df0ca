import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectRoot } from '../../src/core/paths.js';

const unread = new Set(['node_modules', 'dist', 'coverage']);

/** The project's files, by paths relative to its root, without what is installed, built or hidden. */
export function projectFiles(folder = projectRoot): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || unread.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? projectFiles(path) : [relative(projectRoot, path).split(sep).join('/')];
  });
}

export function readProjectFile(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

export interface Heading {
  level: number;
  /** As GitHub forms it: `#common-mistakes`. */
  anchor: string;
}

export interface Link {
  /** From 1. */
  line: number;
  target: string;
}

/** The lines outside fenced blocks; those inside are empty, so that line numbers stay. */
function prose(markdown: string): string[] {
  let fenced = false;
  return markdown.split('\n').map((line) => {
    if (!line.trimStart().startsWith('```')) return fenced ? '' : line;
    fenced = !fenced;
    return '';
  });
}

export function headingsOf(markdown: string): Heading[] {
  const seen = new Map<string, number>();
  return prose(markdown).flatMap((line) => {
    const found = /^(#{1,6}) (.+)$/u.exec(line);
    if (!found) return [];
    const slug = found[2]
      .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/gu, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return [{ level: found[1].length, anchor: times === 0 ? slug : `${slug}-${times}` }];
  });
}

/** Links and images, in order; a code span is no link. */
export function linksOf(markdown: string): Link[] {
  return prose(markdown).flatMap((line, i) => {
    const text = line.replace(/`[^`]*`/gu, '``');
    return [...text.matchAll(/\]\(([^)\s]+)\)/gu)].map((found) => ({ line: i + 1, target: found[1] }));
  });
}

/** Every table: the cells of its rows, the head first. */
export function tablesOf(markdown: string): string[][][] {
  const tables: string[][][] = [];
  let isTable = false;
  for (const line of prose(markdown)) {
    const isRow = line.startsWith('|');
    if (isRow && !isTable) tables.push([]);
    isTable = isRow;
    if (isRow && !/^\|[\s:|-]+\|$/u.test(line)) tables[tables.length - 1].push(cellsOf(line));
  }
  return tables;
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/u)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** What stands in code spans. */
export function codeSpans(markdown: string): string[] {
  return prose(markdown).flatMap((line) => [...line.matchAll(/`([^`]+)`/gu)].map((found) => found[1]));
}
