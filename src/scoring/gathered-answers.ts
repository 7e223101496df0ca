import type { AnswerEnvelope } from '../learning/answer.js';
import type { Predictor } from '../learning/predictor.js';
import type { Turns } from './turns.js';

/** What each of some rows is answered with; undefined where it cannot be read. */
export type RowsAnswered = (AnswerEnvelope | undefined)[];

/** Answers rows of one model together. */
export type AnswerTogether = (served: Predictor, rows: readonly unknown[]) => RowsAnswered;

interface Waiting {
  rows: readonly unknown[];
  resolve: (answered: RowsAnswered) => void;
  reject: (error: unknown) => void;
}

interface Gathering {
  answer: AnswerTogether;
  /** So many rows of a model are answered before other work gets its turn. */
  mostRows: (served: Predictor) => number;
  turns: Turns;
}

/**
 * Requests that arrive in one turn of the event loop and ask the same model are answered by one prediction: preparing and predicting
 * many rows costs little more than one. A request that is alone waits for nothing.
 */
export class GatheredAnswers {
  private readonly waiting = new Map<Predictor, Waiting[]>();

  constructor(private readonly how: Gathering) {}

  /** @throws what the answering of these rows alone throws. */
  of(served: Predictor, rows: readonly unknown[]): Promise<RowsAnswered> {
    return new Promise((resolve, reject) => {
      const others = this.waiting.get(served);
      const one = { rows, resolve, reject };
      if (others) {
        others.push(one);
        return;
      }
      this.waiting.set(served, [one]);
      void this.how.turns.take(() => this.answerWaiting(served));
    });
  }

  private answerWaiting(served: Predictor): void {
    const waiting = this.waiting.get(served) ?? [];
    const most = this.how.mostRows(served);
    let count = 0;
    const some = waiting.findIndex(({ rows }) => (count += rows.length) > most);
    const now = some === -1 ? waiting : waiting.slice(0, Math.max(1, some));
    const later = waiting.slice(now.length);
    if (later.length === 0) this.waiting.delete(served);
    else {
      this.waiting.set(served, later);
      void this.how.turns.take(() => this.answerWaiting(served));
    }
    this.answerAll(served, now);
  }

  private answerAll(served: Predictor, waiting: readonly Waiting[]): void {
    try {
      const answered = this.how.answer(
        served,
        waiting.flatMap(({ rows }) => rows),
      );
      let from = 0;
      for (const { rows, resolve } of waiting) resolve(answered.slice(from, (from += rows.length)));
    } catch (error) {
      if (waiting.length === 1) waiting[0].reject(error);
      // What one of them cannot be answered for must not cost the others their answer.
      else for (const one of waiting) this.answerAll(served, [one]);
    }
  }
}
