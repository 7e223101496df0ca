import pg from 'pg';
import { NotReadyError, asError } from '../../core/errors.js';
import type { Database } from './database.js';

/** Seconds after which a caller may try again while the server is away. */
const retryAfterSeconds = 5;

/** Failures of the connection or of a server that starts or ends, by code of Node or of PostgreSQL. */
const away = /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOENT|08\w{3}|57P0[123])$/;
const awayMessage = /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered/;

/** A PostgreSQL server. It connects when it is asked, and again after the server was away. */
export function openPostgres(url: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'sextant',
    connectionTimeoutMillis: 5000,
  });
  // An idle connection that breaks is replaced at the next statement; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    async executeSql<Row>(text: string, values: unknown[] = []) {
      try {
        const result = (await (values.length > 0 ? pool.query(text, values) : pool.query(text))) as unknown;
        const last = Array.isArray(result) ? (result.at(-1) as unknown) : result;
        return { rows: (last as { rows?: Row[] } | undefined)?.rows ?? [] };
      } catch (error) {
        throw isAway(error) ? notAnswering(error) : error;
      }
    },
    close: () => pool.end(),
  };
}

function isAway(error: unknown): boolean {
  const { code, message } = asError(error) as NodeJS.ErrnoException;
  return away.test(code ?? '') || awayMessage.test(message);
}

function notAnswering(cause: unknown): NotReadyError {
  return new NotReadyError('The database of the jobs does not answer.', retryAfterSeconds, {
    cause,
    hint: 'Whoever runs the server: is the PostgreSQL server of DATABASE_URL up?',
  });
}
