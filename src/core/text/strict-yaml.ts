import { isMap, isScalar, LineCounter, parseDocument, visit, type Document, type Scalar } from 'yaml';
import type { ZodType } from 'zod';
import { asError, InvalidSpecificationError, shown, type ErrorDetail } from '../errors.js';
import { zodProblems } from '../zod-problems.js';

/** A YAML file as text, and how messages call it. */
export interface YamlSource {
  text: string;
  path: string;
}

/** How a text is checked beyond its schema, and what an error advises. */
export interface StrictYamlOptions<T> {
  /** Fields that must agree with each other; details with pointers, none when all is well. */
  check?: (value: T) => ErrorDetail[];
  hint?: string;
}

/**
 * Read a YAML text and check it against a schema.
 * @throws InvalidSpecificationError with line and column of a syntax error, or with the JSON pointer and line of every key
 *   that is wrong, absent or unknown.
 */
export function parseStrictYaml<T>(
  { text, path }: YamlSource,
  schema: ZodType<T>,
  { check, hint }: StrictYamlOptions<T> = {},
): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const [syntaxError] = document.errors;
  if (syntaxError) {
    const { line, col } = lines.linePos(syntaxError.pos[0]);
    throw new InvalidSpecificationError(`${path}:${line}:${col} is not YAML: ${syntaxError.message}`, {
      details: [{ line, expected: 'YAML 1.2', received: shown(text.split('\n')[line - 1] ?? '') }],
      hint,
    });
  }
  refuseChangedNumbers(document, lines, { path, hint });
  const value = plainValue(document, path, hint);
  const parsed = schema.safeParse(value);
  const problems = parsed.success ? (check?.(parsed.data) ?? []) : zodProblems(parsed.error, value);
  if (parsed.success && problems.length === 0) return parsed.data;
  const details = problems.map((detail) => ({ ...detail, line: lineOf(document, lines, detail.pointer) }));
  const [first] = details;
  throw new InvalidSpecificationError(
    `${path}:${first.line ?? 1} is wrong at ${first.pointer || 'its root'}: expected ${first.expected}, received ${first.received}.`,
    { details, hint },
  );
}

/** Codes are often digits: as numbers they would lose those beyond 2^53, and zeros at their beginning, in silence. */
function refuseChangedNumbers(
  document: Document,
  lines: LineCounter,
  { path, hint }: { path: string; hint?: string },
): void {
  const changed: Scalar[] = [];
  visit(document, { Scalar: (_, scalar) => void (changesNumber(scalar) && changed.push(scalar)) });
  if (changed.length === 0) return;
  const details = changed.map(({ source = '', range }) => ({
    line: lines.linePos(range?.[0] ?? 0).line,
    expected: `a text in quotes, "${source}", or a number that is kept as it is written`,
    received: source,
  }));
  const [{ line, expected, received }] = details;
  throw new InvalidSpecificationError(
    `${path}:${line} has a number that would lose digits: expected ${expected}, received ${received}.`,
    { details, hint },
  );
}

function changesNumber({ value, source = '' }: Scalar): boolean {
  if (typeof value !== 'number') return false;
  const isWhole = /^[-+]?\d+$/.test(source);
  return isWhole && (!Number.isSafeInteger(value) || /^[-+]?0\d/.test(source));
}

/** An alias without its anchor is found only here. */
function plainValue(document: Document, path: string, hint?: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new InvalidSpecificationError(`${path} is not YAML: ${asError(error).message}`, {
      hint,
      cause: error,
    });
  }
}

/** The line of the deepest part of a pointer that the text holds: of its key, or of the item of a list. */
function lineOf(document: Document, lines: LineCounter, pointer = ''): number | undefined {
  const path = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(document, path.slice(0, length)) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

function nodeAt(document: Document, path: readonly string[]): unknown {
  const parent = path.length > 0 ? document.getIn(path.slice(0, -1), true) : undefined;
  if (!isMap(parent)) return document.getIn(path, true);
  return parent.items.find(({ key }) => isScalar(key) && String(key.value) === path.at(-1))?.key;
}
