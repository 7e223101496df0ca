import { CommanderError } from 'commander';
import { SextantError, UnknownNameError, UsageError, asError, type ErrorDetail } from '../core/errors.js';

/** 0 done, 1 failed, 2 wrong usage, 3 done but some rows were rejected. */
export const exitCodes = { done: 0, failed: 1, usage: 2, rejected: 3 } as const;

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
    process.stderr.write(isSystemMessage(message) ? `error: ${message}\n` : `Unexpected error: ${stack}\n`);
    return;
  }
  const lines = [`error: ${thrown.message}`, ...thrown.details.map(detailLine)];
  if (thrown.hint) lines.push(`hint: ${thrown.hint}`);
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** The system refused something and says what: a full disk, a missing permission, a port in use. */
function isSystemMessage(message: string): boolean {
  // An error that comes out of a background has lost its code; the text always begins with it.
  return /^(?:\w+ )?E[A-Z0-9]{3,}[: ]/.test(message);
}

export function detailLine({ pointer, column, row, line, expected, received }: ErrorDetail): string {
  const places = [
    line === undefined ? '' : `line ${line}`,
    row === undefined ? '' : `row ${row}`,
    column === undefined || column === '' ? '' : `column ${column}`,
    pointer === undefined || pointer === '' ? '' : pointer,
  ];
  const where = places.filter((place) => place !== '').join(', ');
  return `  ${where === '' ? '' : `${where}: `}expected ${expected}; received ${received}`;
}
