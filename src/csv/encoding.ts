import { isUtf8 } from 'node:buffer';
import { InvalidInputError, shown } from '../core/errors.js';
import { ByteReader } from './byte-reader.js';

type Decoder = InstanceType<typeof TextDecoder>;

/** What can be done where a text is in another encoding than was expected. */
export const encodingHint =
  'Name the encoding (--encoding windows-1252, gb18030 or another; over REST the option encoding, or charset= of the content type; ' +
  'of a scenario’s own file the key encoding of data), ' +
  'or save the table as "CSV UTF-8".';

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The name of an encoding as the WHATWG standard writes it, such as `windows-1252` for `latin1`.
 * @throws InvalidInputError for one that it does not know.
 */
export function checkEncoding(given: string): string {
  return decoderFor(given).encoding;
}

function decoderFor(encoding: string): Decoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    throw new InvalidInputError(`The encoding ${shown(encoding)} is not known.`, {
      cause: error,
      details: [{ expected: 'a name of the WHATWG encoding standard', received: shown(encoding) }],
      hint: 'For instance utf-8, windows-1252, gbk, gb18030, utf-16le or utf-16be.',
    });
  }
}

/** A text's bytes in UTF-8. */
export interface Utf8Text {
  /** What it was written in; a byte order mark tells it whatever was given. */
  encoding: string;
  /**
   * As they arrive, for UTF-8. Of another encoding they begin with a byte order mark, as spreadsheets want it of UTF-8; memory holds one
   * piece.
   */
  chunks: AsyncGenerator<Uint8Array, void>;
}

/**
 * A text in another encoding, as UTF-8.
 * @param given absent: UTF-8, and nothing is changed.
 * @throws InvalidInputError for an unknown encoding; while reading, for bytes that are not of it.
 */
export async function asUtf8(
  chunks: AsyncGenerator<Uint8Array, void>,
  given: string | undefined,
  name: string,
): Promise<Utf8Text> {
  if (given === undefined || checkEncoding(given) === 'utf-8') return { encoding: 'utf-8', chunks };
  const reader = new ByteReader(chunks);
  const encoding = markedEncoding(await reader.peek(utf8Mark.length)) ?? checkEncoding(given);
  const isUtf8 = encoding === 'utf-8';
  return { encoding, chunks: isUtf8 ? reader.rest() : decoded(reader.rest(), encoding, name) };
}

function markedEncoding([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

async function* decoded(
  chunks: AsyncGenerator<Uint8Array, void>,
  encoding: string,
  name: string,
): AsyncGenerator<Uint8Array, void> {
  const decoder = decoderFor(encoding);
  let before = 0;
  const decode = (bytes: Uint8Array, stream: boolean): Buffer => {
    try {
      return Buffer.from(decoder.decode(bytes, { stream }), 'utf8');
    } catch (error) {
      throw new InvalidInputError(
        `${name} is not text in ${encoding}: it has other bytes from offset ${before} to ${before + bytes.length}.`,
        { cause: error, hint: encodingHint },
      );
    }
  };
  yield utf8Mark;
  for await (const chunk of chunks) {
    const text = decode(chunk, true);
    before += chunk.length;
    if (text.length > 0) yield text;
  }
  const rest = decode(new Uint8Array(0), false);
  if (rest.length > 0) yield rest;
}

/** Of text in GB 18030 and its parts GBK and GB 2312, two characters of Chinese behind each other have so many bytes beyond ASCII. */
const twoCharacters = 4;

/**
 * What bytes that are no UTF-8 probably are: `gb18030` where they can be and Chinese characters stand behind each other, `windows-1252`
 * otherwise. Undefined for UTF-8.
 */
export function likelyEncoding(bytes: Uint8Array): string | undefined {
  if (isUtf8(bytes)) return undefined;
  return longestRun(bytes) >= twoCharacters && isText(bytes, 'gb18030') ? 'gb18030' : 'windows-1252';
}

function longestRun(bytes: Uint8Array): number {
  let longest = 0;
  let run = 0;
  for (const byte of bytes) {
    run = byte < 0x80 ? 0 : run + 1;
    if (run > longest) longest = run;
  }
  return longest;
}

function isText(bytes: Uint8Array, encoding: string): boolean {
  try {
    decoderFor(encoding).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
