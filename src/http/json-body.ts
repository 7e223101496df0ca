import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UsageError, asError } from '../core/errors.js';

export const jsonType = 'application/json';

/** Bodies are JSON and nothing else: every other content type is refused by Fastify with 415. */
export function acceptJsonOnly(application: NestFastifyApplication, bodyLimit: number): void {
  application.getHttpAdapter().getInstance().removeAllContentTypeParsers();
  application.useBodyParser<never>(jsonType, { bodyLimit }, (_request, body: Buffer, done) => {
    try {
      done(null, parseJson(body));
    } catch (error) {
      done(error as UsageError);
    }
  });
}

/**
 * The value of a body; undefined for an empty one, which requests without arguments may have.
 * @throws UsageError saying where the JSON ends to be JSON.
 */
export function parseJson(body: Uint8Array): unknown {
  // The decoder drops a byte order mark, which some editors on Windows write.
  const text = new TextDecoder().decode(body);
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError('The body is not JSON.', {
      details: [{ pointer: '', expected: 'JSON (RFC 8259)', received: asError(error).message }],
    });
  }
}
