import { SingleBar, Presets } from 'cli-progress';
import type { CandidateProgress } from '../learning/fitting/fit-candidate.js';
import { say } from './messages/progress.js';
import { printRemark } from './output.js';

/** Progress of a scoring: rows so far, and bytes of the input read of all (unknown for standard input). */
export interface ScoringProgress {
  rows: number;
  bytes: number;
  /** What of it a run before this one had done. */
  before: { rows: number; bytes: number };
  bytesTotal?: number;
  seconds: number;
}

/** Shows how far a run is, until it is stopped. */
export interface ProgressDisplay {
  update: (progress: ScoringProgress) => void;
  stop: () => void;
}

/** Standard error, a terminal or not. */
export type ProgressStream = NodeJS.WritableStream & { isTTY?: boolean };

/** Seconds between two plain progress lines. */
const lineEvery = 5;

/** A bar on a terminal, a line now and then elsewhere. Both on standard error. */
export function scoringProgress(stream: ProgressStream = process.stderr): ProgressDisplay {
  return stream.isTTY ? progressBar(stream) : progressLines(stream);
}

function progressBar(stream: ProgressStream): ProgressDisplay {
  const options = { stream, hideCursor: true, clearOnComplete: false };
  let bar: SingleBar | undefined;
  return {
    update(progress: ScoringProgress) {
      const { rows, bytes, bytesTotal } = progress;
      const payload = {
        rows: grouped(rows),
        speed: grouped(speedOf(progress)),
        remaining: remainingOf(progress),
      };
      if (!bar) {
        // Of standard input nobody knows the end: no share, no time left.
        const share = bytesTotal === undefined ? '' : '{bar} {percentage}% | ';
        const left = bytesTotal === undefined ? '' : ` | ${say.left({ time: '{remaining}' })}`;
        const format = `${share}${say.rows({ count: '{rows}' })} | ${say.speed({ count: '{speed}' })}${left}`;
        bar = new SingleBar({ ...options, format }, Presets.shades_classic);
        bar.start(bytesTotal ?? 1, bytesTotal === undefined ? 0 : bytes, payload);
      }
      bar.update(bytesTotal === undefined ? 0 : bytes, payload);
    },
    stop() {
      bar?.stop();
    },
  };
}

function progressLines(stream: ProgressStream): ProgressDisplay {
  let last = performance.now();
  return {
    update(progress: ScoringProgress) {
      if (performance.now() - last < lineEvery * 1000) return;
      last = performance.now();
      const { rows, bytes, bytesTotal } = progress;
      const share = bytesTotal ? ` (${Math.floor((100 * bytes) / bytesTotal)} %)` : '';
      const parts = [
        `${say.rows({ count: grouped(rows) })}${share}`,
        say.speed({ count: grouped(speedOf(progress)) }),
        ...(bytesTotal === undefined ? [] : [say.left({ time: remainingOf(progress) })]),
      ];
      stream.write(`${parts.join(say.between)}\n`);
    },
    stop: () => undefined,
  };
}

/** Of this run alone. */
function speedOf({ rows, before, seconds }: ScoringProgress): number {
  return seconds > 0 ? Math.round((rows - before.rows) / seconds) : 0;
}

function remainingOf({ bytes, before, bytesTotal, seconds }: ScoringProgress): string {
  const done = bytes - before.bytes;
  if (bytesTotal === undefined || done <= 0) return say.unknownTime;
  return say.seconds({ count: Math.ceil((seconds * (bytesTotal - bytes)) / done) });
}

/** 1234567 as `1,234,567`. */
function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

/** Prints a line about the running epoch once a second. */
export function epochProgress(): (progress: CandidateProgress) => void {
  let last = 0;
  return ({ architecture, member, members, epoch, epochs, trainingLoss, validationLoss, rowsPerSecond }) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    const validation = validationLoss === null ? '' : say.validation({ loss: validationLoss.toFixed(4) });
    const loss = trainingLoss.toFixed(4);
    const speed = say.speed({ count: grouped(Math.round(rowsPerSecond)) });
    printRemark(
      say.epoch({ network: architecture, member, members, epoch, epochs, loss, validation, speed }),
    );
  };
}
