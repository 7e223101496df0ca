import { pino, destination, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { Configuration } from './configuration.js';

export type { Logger };

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
    ignore: 'pid,hostname',
  });
  return pino({ level: options.logLevel }, stream);
}
