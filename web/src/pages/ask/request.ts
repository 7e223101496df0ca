/** The body of a request as it is edited: what an example holds, and the reader's changes by JSON pointer. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Row = Record<string, Json>;

/** What is changed of the example: a value by its place, such as `/features/age`. */
export type Edits = Readonly<Record<string, Json>>;

/** A body of `predict`: one row, rows, or the rows of a series. */
export type Body = { features: Row } | { rows: Row[] } | { history: Row[] };

export function isBody(value: unknown): value is Body {
  if (typeof value !== 'object' || value === null) return false;
  return 'features' in value || 'rows' in value || 'history' in value;
}

/** The rows of a body that is a list, with the name of the list; undefined of a body with one row. */
export function listOf(body: Body): { name: 'rows' | 'history'; rows: Row[] } | undefined {
  if ('rows' in body) return { name: 'rows', rows: body.rows };
  if ('history' in body) return { name: 'history', rows: body.history };
  return undefined;
}

/** RFC 6901. */
export function pointerTo(...path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

function partsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** The body with all changes; a place that it does not have any more is left. */
export function edited(body: Body, edits: Edits): Body {
  const copy = structuredClone(body) as Json;
  // Shorter pointers first: a list that was replaced may have changes inside.
  const ordered = Object.entries(edits).sort(([a], [b]) => partsOf(a).length - partsOf(b).length);
  for (const [pointer, value] of ordered) put(copy, partsOf(pointer), structuredClone(value));
  return copy as unknown as Body;
}

function put(place: Json, path: readonly string[], value: Json): void {
  const [first, ...rest] = path;
  if (typeof place !== 'object' || place === null) return;
  if (rest.length > 0) {
    const next = Array.isArray(place) ? place[Number(first)] : place[first];
    if (next !== undefined) put(next, rest, value);
  } else if (Array.isArray(place)) {
    if (Number(first) < place.length) place[Number(first)] = value;
  } else place[first] = value;
}

/** The changes with one more; one that says what the example says is none. */
export function withEdit(
  body: Body,
  edits: Edits,
  { pointer, value }: { pointer: string; value: Json },
): Edits {
  const inside = Object.entries(edits).filter(([one]) => one !== pointer && !one.startsWith(`${pointer}/`));
  const before = edited(body, Object.fromEntries(inside));
  const same = JSON.stringify(valueAt(before, partsOf(pointer))) === JSON.stringify(value);
  return Object.fromEntries(same ? inside : [...inside, [pointer, value]]);
}

function valueAt(place: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, part) => {
    if (typeof at !== 'object' || at === null) return undefined;
    return Array.isArray(at) ? at[Number(part)] : at[part];
  }, place);
}

/** What an address says of changes; none of what cannot be read. */
export function readEdits(text: string | null): Edits {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Edits) : {};
  } catch {
    return {};
  }
}

export function writeEdits(edits: Edits): string | undefined {
  return Object.keys(edits).length === 0 ? undefined : JSON.stringify(edits);
}
