import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** A record as the csv module of Python reads it. */
export interface ReadRecord {
  line: number;
  cells: string[];
  text: string;
  /** Why it is no row that could be scored. */
  fault: 'quote' | 'utf-8' | 'count' | null;
}

export interface ReadHeader {
  names: string[];
  line: number;
  fault: string | null;
}

/** What was written, or why it cannot be read. */
export type ReadOutput = { rows: string[][]; hasMark: boolean; fault?: undefined } | { fault: string };

/** A file, and what was written for it, in Python's opinion. */
export interface ReadFile {
  /** Why it is no table as a whole. */
  refusal?: string;
  /** Whether it begins with a byte order mark. */
  hasMark?: boolean;
  /** By delimiter. */
  headers?: Record<string, ReadHeader | null>;
  /** The rest only where a delimiter was given. */
  header?: ReadHeader | null;
  records?: ReadRecord[];
  output?: ReadOutput;
  rejects?: ReadOutput;
}

export interface FileToRead {
  input: string;
  delimiter: string | null;
  output: string | null;
  rejects: string | null;
}

const script = fileURLToPath(new URL('./read_csv.py', import.meta.url));
const oldest = '3.11';

/** Why Python cannot be asked; undefined when it can. */
export function missingPython(): string | undefined {
  const { stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.version_info >= (3, 11))'], {
    encoding: 'utf8',
  });
  return stdout?.trim() === 'True' ? undefined : `no python3 from ${oldest} on`;
}

/** All files in one call. */
export async function readByPython(files: readonly FileToRead[]): Promise<ReadFile[]> {
  const child = spawn('python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(files));
  const output = await text(child.stdout);
  return JSON.parse(output) as ReadFile[];
}
