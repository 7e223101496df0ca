import { asError, InvalidInputError, UsageError } from '../errors.js';

/** Lists and objects inside each other; the requests of the product have five. */
export const deepestNesting = 64;

const [quote, backslash] = [0x22, 0x5c];
/** Braces; brackets have the same codes less this bit, and nothing else has. */
const [opening, closing, braceBit] = [0x7b, 0x7d, 0x20];

/**
 * The value of a JSON text in UTF-8; undefined for an empty one, which requests without arguments may have.
 * @throws UsageError saying where the JSON ends to be JSON; InvalidInputError when it is nested too deep.
 */
export function parseJson(bytes: Uint8Array): unknown {
  // The decoder drops a byte order mark, which some editors on Windows write.
  const text = new TextDecoder().decode(bytes);
  if (text === '') return undefined;
  checkNesting(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError('The body is not JSON.', {
      details: [{ pointer: '', expected: 'JSON (RFC 8259)', received: asError(error).message }],
    });
  }
}

/**
 * Nothing that walks through a value may run out of stack, so what is nested deep is refused before there is a value.
 * @throws InvalidInputError
 */
export function checkNesting(json: Uint8Array): void {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (inText) {
      if (byte === backslash) at++;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if ((byte | braceBit) === opening) {
      if (++depth > deepestNesting) throw tooDeep();
    } else if ((byte | braceBit) === closing) depth--;
  }
}

function tooDeep(): InvalidInputError {
  return new InvalidInputError('The JSON is nested too deep.', {
    details: [
      {
        pointer: '',
        expected: `lists and objects at most ${deepestNesting} deep`,
        received: 'deeper ones',
      },
    ],
  });
}
