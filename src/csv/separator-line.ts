/** As many first bytes as `separatorLine` looks at. */
export const longestSeparatorLine = 16;

/** A line that is no part of the table: it tells Excel the delimiter. */
export interface SeparatorLine {
  delimiter: string;
  /** All of it, with its line end. */
  text: string;
}

/**
 * The line `sep=;` at the start of a file, which Excel writes and reads; undefined where there is none.
 * @param head the first bytes behind a byte order mark
 */
export function separatorLine(head: Uint8Array): SeparatorLine | undefined {
  const start = Buffer.from(head.subarray(0, longestSeparatorLine)).toString('latin1');
  const [text, , delimiter] = /^("?)sep=([^"\r\n\x80-\xff])\1(?:\r\n|\n|\r|$)/i.exec(start) ?? [];
  return text === undefined ? undefined : { delimiter, text };
}
