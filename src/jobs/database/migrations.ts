import { ConflictError } from '../../core/errors.js';
import type { Database } from './database.js';

/** Numbered from 1 by their place; one that was released is never changed. */
const migrations: readonly string[] = [
  `
  CREATE TABLE sextant.job (
    id text PRIMARY KEY,
    kind text NOT NULL,
    scenario text NOT NULL,
    state text NOT NULL DEFAULT 'queued',
    request jsonb NOT NULL,
    idempotency_key text UNIQUE,
    fingerprint text NOT NULL,
    stage text NOT NULL,
    steps_left integer NOT NULL DEFAULT 1,
    done float8 NOT NULL DEFAULT 0,
    total float8,
    detail jsonb,
    rate_from timestamptz,
    rate_done float8 NOT NULL DEFAULT 0,
    progress_at timestamptz,
    last_event integer NOT NULL DEFAULT 1,
    result jsonb,
    error jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz
  );
  CREATE INDEX job_state ON sextant.job (state);
  CREATE TABLE sextant.job_step (
    job_id text NOT NULL REFERENCES sextant.job ON DELETE CASCADE,
    name text NOT NULL,
    place integer NOT NULL,
    state text NOT NULL DEFAULT 'queued',
    attempt integer NOT NULL DEFAULT 0,
    worker text,
    done float8 NOT NULL DEFAULT 0,
    queued_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (job_id, name, place)
  );
  CREATE INDEX job_step_open ON sextant.job_step (state) WHERE state <> 'done';
  CREATE TABLE sextant.job_event (
    job_id text NOT NULL REFERENCES sextant.job ON DELETE CASCADE,
    number integer NOT NULL,
    type text NOT NULL,
    data jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (job_id, number)
  );
  CREATE TABLE sextant.worker (
    id text PRIMARY KEY,
    started_at timestamptz NOT NULL DEFAULT now(),
    heartbeat_at timestamptz NOT NULL DEFAULT now()
  );
  `,
  // Tells this database from every other: a home remembers it.
  `
  CREATE TABLE sextant.identity (
    is_the_one boolean PRIMARY KEY DEFAULT true CHECK (is_the_one),
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    made_at timestamptz NOT NULL DEFAULT now()
  );
  INSERT INTO sextant.identity DEFAULT VALUES;
  `,
  `
  ALTER TABLE sextant.job
    ADD COLUMN worked_seconds float8 NOT NULL DEFAULT 0,
    ADD COLUMN worked_at timestamptz;
  `,
  // Who is to be told that a job has ended. Nobody is told of those that ended before.
  `
  ALTER TABLE sextant.job ADD COLUMN told boolean NOT NULL DEFAULT false;
  UPDATE sextant.job SET told = true WHERE finished_at IS NOT NULL;
  CREATE INDEX job_untold ON sextant.job (finished_at) WHERE NOT told;
  CREATE TABLE sextant.webhook_delivery (
    job_id text NOT NULL REFERENCES sextant.job ON DELETE CASCADE,
    url text NOT NULL,
    attempt integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (job_id, url)
  );
  CREATE INDEX webhook_delivery_next ON sextant.webhook_delivery (next_at);
  `,
];

/** Any number; all processes that migrate wait for each other by it. */
const lockNumber = 7_263_311;

/**
 * Bring the tables up to date. Every migration is one transaction, and processes that start at once take turns.
 * @throws ConflictError when a later version of the program has been here.
 */
export async function migrate(database: Database): Promise<void> {
  await database.executeSql(`
    SELECT pg_advisory_xact_lock(${lockNumber});
    CREATE SCHEMA IF NOT EXISTS sextant;
    CREATE TABLE IF NOT EXISTS sextant.migration (number integer PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
  `);
  for (const [i, text] of migrations.entries()) await database.executeSql(numbered(i + 1, text));
  const { rows } = await database.executeSql<{ last: number }>(
    'SELECT max(number)::integer AS last FROM sextant.migration',
  );
  if (rows[0].last <= migrations.length) return;
  throw new ConflictError('The database of the jobs was made by a later version of Sextant.', {
    details: [{ expected: `at most migration ${migrations.length}`, received: String(rows[0].last) }],
  });
}

function numbered(number: number, text: string): string {
  return `
    SELECT pg_advisory_xact_lock(${lockNumber});
    DO $migration$ BEGIN
      IF NOT EXISTS (SELECT FROM sextant.migration WHERE number = ${number}) THEN
        ${text}
        INSERT INTO sextant.migration (number) VALUES (${number});
      END IF;
    END $migration$;
  `;
}
