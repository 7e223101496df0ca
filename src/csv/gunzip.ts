import { createGunzip, type Gunzip } from 'node:zlib';
import { asError, InvalidInputError } from '../core/errors.js';

/**
 * Unpack gzip, also of several members one behind the other. Zero bytes behind the last member are padding (as of tapes and blocks)
 * and left out, as `gzip` does; anything else behind it is refused, wherever the borders of the chunks lie.
 *
 * @param raw the packed bytes; read to their end unless the loop is left early
 * @param context.chunkBytes about how many unpacked bytes come at once
 * @throws InvalidInputError when it is damaged, cut off or has further bytes behind its end
 */
export async function* gunzipped(
  raw: AsyncIterable<Uint8Array>,
  { name, chunkBytes }: { name: string; chunkBytes: number },
): AsyncGenerator<Uint8Array, void> {
  const gunzip = createGunzip({ chunkSize: Math.max(chunkBytes, 1024) });
  const feeding = feed(raw, gunzip, name);
  // What fails while it is fed ends the loop below.
  feeding.catch((error: unknown) => gunzip.destroy(asError(error)));
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) yield chunk;
    await feeding;
  } catch (error) {
    throw gzipError(error, name);
  } finally {
    gunzip.destroy();
  }
}

/** Writes the packed bytes one chunk after the other, and looks at what stands behind the last member. */
async function feed(raw: AsyncIterable<Uint8Array>, gunzip: Gunzip, name: string): Promise<void> {
  let given = 0;
  let hasEnded = false;
  for await (const chunk of raw) {
    if (hasEnded) {
      checkZeros(chunk, name);
      continue;
    }
    await write(gunzip, chunk);
    if (gunzip.errored || (gunzip.destroyed && !gunzip.readableEnded)) return;
    given += chunk.length;
    // What it does not take stands behind the end of the data.
    const untaken = given - gunzip.bytesWritten;
    hasEnded = untaken > 0;
    if (hasEnded) checkZeros(chunk.subarray(chunk.length - untaken), name);
  }
  if (!hasEnded) gunzip.end();
}

/** Resolves when the chunk is used up, or when the data ended within or before it or cannot be read. */
function write(gunzip: Gunzip, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      gunzip.off('end', done).off('close', done);
      resolve();
    };
    gunzip.once('end', done).once('close', done);
    gunzip.write(chunk, done);
  });
}

function checkZeros(bytes: Uint8Array, name: string): void {
  if (bytes.every((byte) => byte === 0)) return;
  throw new InvalidInputError(`${name} has further bytes behind the end of its gzip data.`, {
    hint: 'Only zero bytes may stand there; test the file with "gzip -t".',
    withoutData: true,
  });
}

function gzipError(error: unknown, name: string): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.startsWith('Z_')) return asError(error);
  if (code === 'Z_BUF_ERROR') {
    return new InvalidInputError(`${name} is a gzip file that is cut off before its end.`, {
      cause: error,
      hint: 'Copy or download the file again; nothing of it was used.',
      withoutData: true,
    });
  }
  return new InvalidInputError(`${name} begins as a gzip file but cannot be unpacked: ${message}.`, {
    cause: error,
    hint: 'Test the file with "gzip -t".',
    withoutData: true,
  });
}
