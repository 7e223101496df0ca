import { Injectable } from '@nestjs/common';
import { asError } from '../core/errors.js';

/** Work that is short is done in one turn until so much time has passed. */
const turnMilliseconds = 10;

/**
 * Work of many requests that arrive together is done in turns of the event loop, so that what else waits is seen to in between. A
 * request that is alone waits for nothing.
 */
@Injectable()
export class Turns {
  private readonly waiting: (() => void)[] = [];

  /**
   * Do something in its turn.
   * @throws what the work throws.
   */
  take<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(asError(error));
        }
      });
      if (this.waiting.length === 1) setImmediate(() => this.turn());
    });
  }

  /** What is under way stays first in line, so that what it asks for waits for the next turn. */
  private turn(): void {
    const began = performance.now();
    do {
      this.waiting[0]();
      this.waiting.shift();
    } while (this.waiting.length > 0 && performance.now() - began < turnMilliseconds);
    if (this.waiting.length > 0) setImmediate(() => this.turn());
  }
}
