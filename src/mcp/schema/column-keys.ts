import type { ColumnSpec } from '../../tables/columns/column-spec.js';

/**
 * Names of columns as keys of a tool's input. Hosts of models take keys of letters, digits, `_`, `.` and `-` only, columns may have any name:
 * `Air temperature [K]` is `Air_temperature_K`.
 */
export class ColumnKeys {
  private readonly keys = new Map<string, string>();
  private readonly names = new Map<string, string>();

  constructor(columns: readonly Pick<ColumnSpec, 'name'>[]) {
    for (const { name } of columns) {
      const key = this.free(keyOf(name));
      this.keys.set(name, key);
      this.names.set(key, name);
    }
  }

  keyOf(column: string): string {
    return this.keys.get(column) ?? column;
  }

  /** A row by the names of its columns; a key that is none is left as it is, so that the refusal quotes it. */
  rowOf(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(input).map(([key, value]) => [this.names.get(key) ?? key, value]),
    );
  }

  private free(key: string): string {
    if (!this.names.has(key)) return key;
    for (let number = 2; ; number++) if (!this.names.has(`${key}_${number}`)) return `${key}_${number}`;
  }
}

const longestKey = 60;

function keyOf(name: string): string {
  const key = name
    .replace(/[^\w.-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, longestKey);
  return key === '' ? 'column' : key;
}
