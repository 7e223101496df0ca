/** Results go to standard output, as text for people or as one JSON value for programs. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Remarks that are no result. */
export function printRemark(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Rows of cells with aligned columns; wide (East Asian) characters count twice. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => textWidth(row[column])))) ?? [];
  for (const row of rows) {
    const cells = row.map((cell, column) => cell + ' '.repeat(widths[column] - textWidth(cell)));
    printLine(cells.join('  ').trimEnd());
  }
}

/** In columns of a terminal. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(
    character,
  );
}
