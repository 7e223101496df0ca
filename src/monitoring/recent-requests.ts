import { Injectable } from '@nestjs/common';
import { OperationEvents } from './operation-events.js';

/** So long after the last prediction nobody is taken to need an answer. */
const quietMilliseconds = 5000;

/** Whether predictions are asked for at present, for work that can wait. Tables that jobs score are no such requests. */
@Injectable()
export class RecentRequests {
  private lastAnswer = -Infinity;
  private readonly waiting = new Set<() => void>();

  constructor(events: OperationEvents) {
    events.on('answered', ({ door }) => {
      if (door !== 'csv') this.answered();
    });
  }

  get isQuiet(): boolean {
    return performance.now() - this.lastAnswer > quietMilliseconds;
  }

  /** Act once: now where predictions are asked for, else when the next one is. @returns leaves it */
  whenAsked(act: () => void): () => void {
    if (this.isQuiet) this.waiting.add(act);
    else act();
    return () => void this.waiting.delete(act);
  }

  private answered(): void {
    this.lastAnswer = performance.now();
    for (const act of this.waiting) act();
    this.waiting.clear();
  }
}
