import { availableParallelism } from 'node:os';
import type { RecentRequests } from '../monitoring/recent-requests.js';

/** Trainings at once: one a core, but each holds an engine of its own and so some 200 MiB. */
const mostAtOnce = 4;

const lookMilliseconds = 250;

/** How many trainings go on at once: one a core, one fewer while predictions are asked for. */
export class TrainingPlaces {
  constructor(
    private readonly requests: RecentRequests,
    private readonly most = Math.min(mostAtOnce, availableParallelism()),
  ) {}

  /**
   * Have the work done at all places until it finds nothing more to do. The last place pauses between two trainings while predictions are
   * asked for; what goes on is not interrupted.
   * @param work does one piece. @returns false when there was none
   * @param isOver tells a place that pauses that it need not wait any longer
   */
  async fill(work: () => Promise<boolean>, isOver: () => boolean): Promise<void> {
    const place = async (index: number) => {
      const yields = index > 0 && index === this.most - 1;
      do if (yields) await this.quiet(isOver);
      while (await work());
    };
    await Promise.all(Array.from({ length: this.most }, (_, index) => place(index)));
  }

  private async quiet(isOver: () => boolean): Promise<void> {
    while (!isOver() && !this.requests.isQuiet) await pause();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, lookMilliseconds));
}
