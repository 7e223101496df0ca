/** Of a text that is longer, this much is written to say how long it is. */
const measured = 10_000;

/** Lists and objects inside each other beyond so many are not opened. */
const deepest = 32;

/**
 * `value` as it should appear in a message: JSON where it can be, cut to `limit` characters. What it costs does not grow with the
 * value: no more is written than is kept or measured.
 */
export function shown(value: unknown, limit = 80): string {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? quoted(value, measured) : new BoundedWriter(measured).write(value);
  if (text.length <= limit) return text;
  const length = typeof value === 'string' && text.length > measured ? value.length + 2 : text.length;
  const isMeasured = typeof value === 'string' || text.length <= measured;
  return `${text.slice(0, limit)}… (${isMeasured ? length : `more than ${measured}`} characters)`;
}

/** A text in quotes; of one with more than `most` characters its beginning, without the closing quote. */
function quoted(text: string, most: number): string {
  return text.length <= most ? JSON.stringify(text) : JSON.stringify(text.slice(0, most + 1)).slice(0, -1);
}

/** Writes JSON until there is more than it may be, then nothing any more. */
class BoundedWriter {
  private text = '';

  constructor(private readonly most: number) {}

  write(value: unknown): string {
    this.add(value, 0);
    return this.text;
  }

  private get isFull(): boolean {
    return this.text.length > this.most;
  }

  private add(value: unknown, depth: number): void {
    if (typeof value === 'string') this.text += quoted(value, this.most);
    else if (typeof value === 'object' && value !== null) this.addObject(value, depth);
    // JSON has no such numbers, and no large integers.
    else
      this.text += typeof value === 'number' && depth > 0 && !Number.isFinite(value) ? 'null' : String(value);
  }

  private addObject(value: object, depth: number): void {
    const isList = Array.isArray(value);
    if (depth >= deepest) {
      this.text += isList ? '[…]' : '{…}';
      return;
    }
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === 'function') return this.add(Reflect.apply(toJSON, value, []), depth + 1);
    this.text += isList ? '[' : '{';
    if (isList) this.addEntries(value, depth);
    else this.addMembers(value as Record<string, unknown>, depth);
    this.text += isList ? ']' : '}';
  }

  private addEntries(list: readonly unknown[], depth: number): void {
    for (let at = 0; at < list.length && !this.isFull; at++) {
      if (at > 0) this.text += ',';
      this.add(isWritten(list[at]) ? list[at] : null, depth + 1);
    }
  }

  private addMembers(members: Record<string, unknown>, depth: number): void {
    let separator = '';
    for (const key of Object.keys(members)) {
      if (this.isFull) return;
      if (!isWritten(members[key])) continue;
      this.text += `${separator}${quoted(key, this.most)}:`;
      separator = ',';
      this.add(members[key], depth + 1);
    }
  }
}

/** JSON leaves out what is none of its values. */
function isWritten(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}
