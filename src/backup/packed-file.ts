import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asError } from '../core/errors.js';
import { BrokenTarError } from './tar-reading.js';

/** The bytes of a file that gzip packed; whoever reads them destroys the stream. */
export function unpackedBytes(file: string, signal?: AbortSignal): Readable {
  const gunzip = createGunzip();
  // Its failures come out of the loop that reads.
  pipeline(createReadStream(file, { signal }), gunzip, () => undefined);
  return gunzip;
}

/** What zlib or the archive says of bytes that are not what was written; undefined for any other error. */
export function damageOf(error: unknown): string | undefined {
  const { code, message } = asError(error) as NodeJS.ErrnoException;
  return error instanceof BrokenTarError || /^Z_/.test(code ?? '') ? message : undefined;
}
