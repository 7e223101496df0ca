/**
 * The name of an encoding as the WHATWG standard writes it, such as `windows-1252` for `latin1`; undefined for one that it does not
 * know.
 */
export function encodingName(given: string): string | undefined {
  try {
    return new TextDecoder(given).encoding;
  } catch {
    return undefined;
  }
}

/** What is expected of the name of an encoding. */
export const expectedEncoding = 'a name of the WHATWG encoding standard, such as windows-1252 or gb18030';
