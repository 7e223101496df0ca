import type { Database } from '../database/database.js';

/** Somebody who is to be told of a job that has ended. */
export interface Delivery {
  jobId: string;
  url: string;
  /** How often it was tried, this time included. */
  attempt: number;
}

/** Of jobs that ended longer ago nobody is told: the news is old. */
const staleHours = 24;

/** Who took a delivery and said nothing more of it for so long is gone. */
const leaseSeconds = 120;

/** Who is still to be told, in the database of the jobs: what is not done by this process another one does, or this one after its next start. */
export class DeliveryStore {
  constructor(private readonly database: Database) {}

  /** Note for every job that has ended since who is to be told of which end. */
  async note(hooks: readonly { url: string; states: readonly string[] }[]): Promise<void> {
    await this.database.executeSql(
      `WITH ended AS (
         UPDATE sextant.job SET told = true
         WHERE NOT told AND state IN ('succeeded', 'failed', 'cancelled')
           AND finished_at > now() - make_interval(hours => ${staleHours})
         RETURNING id, state)
       INSERT INTO sextant.webhook_delivery (job_id, url)
       SELECT ended.id, hook.url FROM ended, jsonb_to_recordset($1::jsonb) AS hook(url text, states jsonb)
       WHERE hook.states ? ended.state
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(hooks)],
    );
  }

  /** Take some that are due: no other process has them meanwhile. */
  async take(most: number): Promise<Delivery[]> {
    const { rows } = await this.database.executeSql<Delivery>(
      `UPDATE sextant.webhook_delivery d
       SET attempt = d.attempt + 1, next_at = now() + make_interval(secs => ${leaseSeconds})
       FROM (SELECT job_id, url FROM sextant.webhook_delivery WHERE next_at <= now()
             ORDER BY next_at LIMIT $1::integer FOR UPDATE SKIP LOCKED) due
       WHERE d.job_id = due.job_id AND d.url = due.url
       RETURNING d.job_id AS "jobId", d.url, d.attempt`,
      [most],
    );
    return rows;
  }

  /** It arrived, or was given up. */
  async remove({ jobId, url }: Delivery): Promise<void> {
    await this.database.executeSql(`DELETE FROM sextant.webhook_delivery WHERE job_id = $1 AND url = $2`, [
      jobId,
      url,
    ]);
  }

  async again({ jobId, url }: Delivery, seconds: number): Promise<void> {
    await this.database.executeSql(
      `UPDATE sextant.webhook_delivery SET next_at = now() + make_interval(secs => $3::float8)
       WHERE job_id = $1 AND url = $2`,
      [jobId, url, seconds],
    );
  }
}
