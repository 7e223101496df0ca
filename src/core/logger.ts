import { pino, destination, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { Configuration } from './configuration.js';

export type { Logger };

/** What a program that reads the log looks for; `event` names the kind of the line. */
export type Facts = { event: string } & Record<string, unknown>;

/** What a log line says twice: to programs under `facts`, and to people in words, which is all that the text form shows. */
export function factLine(facts: Facts, text: string): [{ facts: Facts }, string] {
  return [{ facts }, text];
}

/** Log lines go to standard error, so that standard output carries results only. */
export function createLogger(options: Pick<Configuration, 'logLevel' | 'logFormat'>): Logger {
  const standardError = 2;
  if (options.logFormat === 'json') {
    return pino({ level: options.logLevel }, destination({ dest: standardError, sync: true }));
  }
  const stream = pretty({
    destination: standardError,
    sync: true,
    colorize: process.stderr.isTTY,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname,facts',
  });
  return pino({ level: options.logLevel }, stream);
}
