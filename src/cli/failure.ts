import { CommanderError } from 'commander';
import { said, saidReceived } from './language.js';
import { say } from './messages/common.js';
import { SextantError, UnknownNameError, UsageError, asError, type ErrorDetail } from '../core/errors.js';

/** 0 done, 1 failed, 2 wrong usage, 3 done but some rows were rejected, 4 done but no plan keeps every limit, 5 done and an alarm was raised. */
export const exitCodes = { done: 0, failed: 1, usage: 2, rejected: 3, infeasible: 4, alarm: 5 } as const;

export function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  const isUsage = thrown instanceof UsageError || thrown instanceof UnknownNameError;
  return isUsage ? exitCodes.usage : exitCodes.failed;
}

/** What went wrong, where, and what to do, on standard error. A stack only for what nobody foresaw. */
export function printFailure(thrown: unknown): void {
  if (thrown instanceof CommanderError) return; // commander has printed it
  if (!(thrown instanceof SextantError)) {
    const { message, stack } = asError(thrown);
    const told = isSystemMessage(message)
      ? say.error({ message })
      : say.unexpected({ stack: stack ?? message });
    process.stderr.write(`${told}\n`);
    return;
  }
  const lines = [say.error({ message: said(thrown.message) }), ...thrown.details.map(detailLine)];
  if (thrown.hint) lines.push(say.hint({ text: said(thrown.hint) }));
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** The system refused something and says what: a full disk, a missing permission, a port in use. */
function isSystemMessage(message: string): boolean {
  // An error that comes out of a background has lost its code; the text always begins with it.
  return /^(?:\w+ )?E[A-Z0-9]{3,}[: ]/.test(message);
}

export function detailLine({ pointer, column, row, line, expected, received }: ErrorDetail): string {
  const places = [
    line === undefined ? '' : say.line({ number: line }),
    row === undefined ? '' : say.row({ number: row }),
    column === undefined || column === '' ? '' : say.column({ name: column }),
    pointer === undefined || pointer === '' ? '' : pointer,
  ];
  const where = places.filter((place) => place !== '').join(say.comma);
  const what = { expected: said(expected), received: saidReceived(received) };
  return where === '' ? say.placeless(what) : say.place({ where, ...what });
}
