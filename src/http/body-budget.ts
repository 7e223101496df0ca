import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Configuration } from '../core/configuration.js';
import { NotReadyError } from '../core/errors.js';
import { CONFIGURATION } from '../core/tokens.js';
import { isUpload } from './job-upload.js';

/** Bodies and answers below this size are not counted: their number is limited, see `limitRequests`. */
const countedBytes = 64 * 1024;

/** Room for many bodies of the default size and for two of any. */
const leastRoom = 256 * 1024 * 1024;

const retryAfterSeconds = 5;

/**
 * The bytes of large bodies that arrive or wait and of large answers that are being sent, together. Beyond a limit requests with
 * large bodies are refused at once, so that however many come, and however slowly they read, memory stays bounded.
 */
@Injectable()
export class BodyBudget {
  private held = 0;
  private readonly room: number;
  private readonly maxBodyBytes: number;

  constructor(@Inject(CONFIGURATION) { maxBodyBytes }: Configuration) {
    this.maxBodyBytes = maxBodyBytes;
    this.room = Math.max(leastRoom, 2 * maxBodyBytes);
  }

  /** Count the bodies of all requests but tables, which go to the disk as they come. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook(
      'onRequest',
      (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => {
        const bytes = isUpload(request) ? 0 : this.announced(request);
        if (bytes <= countedBytes) return done();
        if (this.held + bytes > this.room) return done(full());
        this.hold(reply, bytes);
        done();
      },
    );
  }

  /**
   * Count an answer until it has been sent.
   * @throws NotReadyError when there is no room for it.
   */
  hold(reply: FastifyReply, bytes: number): void {
    if (this.held > this.room) throw full();
    this.held += bytes;
    reply.raw.once('close', () => (this.held -= bytes));
  }

  /** How large a body will be at most; it is cut off where it becomes larger. */
  private announced({ headers }: FastifyRequest): number {
    const length = headers['content-length'];
    if (length !== undefined) return Math.min(Number(length), this.maxBodyBytes);
    return headers['transfer-encoding'] === undefined ? 0 : this.maxBodyBytes;
  }
}

function full(): NotReadyError {
  return new NotReadyError('Very large requests are being answered already.', retryAfterSeconds, {
    hint: 'Smaller requests are answered at once; a CSV file takes any number of rows.',
  });
}
