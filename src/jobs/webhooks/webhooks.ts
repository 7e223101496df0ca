import type { JobConfiguration } from '../../core/job-configuration.js';
import { asError } from '../../core/errors.js';
import type { Logger } from '../../core/logger.js';
import type { Authority } from '../../core/text/authority.js';
import type { Database } from '../database/database.js';
import type { JobStore } from '../store/job-store.js';
import { DeliveryStore, type Delivery } from './delivery-store.js';
import { postWebhook } from './post-webhook.js';
import { webhookBody } from './webhook-body.js';
import { readWebhooks, type Webhook } from './webhooks-file.js';

/** Seconds from one attempt to the next: eight attempts in seventeen hours. */
export const waits: readonly number[] = [5, 30, 120, 600, 3600, 14_400, 43_200];

/** So many are told at once. */
const most = 10;
const timeLimit = 10_000;

const allEnds = ['succeeded', 'failed', 'cancelled'] as const;

interface Parts {
  deliveries: DeliveryStore;
  store: Pick<JobStore, 'get'>;
  hooks: readonly Webhook[];
  hosts: readonly Authority[];
  logger: Logger;
}

/** Tells those who asked for it that a job has ended: at least once each, unless it was given up. */
export class Webhooks {
  constructor(private readonly parts: Parts) {}

  /** To be called about once a second: notes what has ended, and sends what is due. */
  async tell(signal: AbortSignal): Promise<void> {
    const { deliveries, hooks } = this.parts;
    await deliveries.note(hooks.map(({ url, states = allEnds }) => ({ url, states })));
    const due = await deliveries.take(most);
    await Promise.all(due.map((delivery) => this.deliver(delivery, signal)));
  }

  private async deliver(delivery: Delivery, signal: AbortSignal): Promise<void> {
    const { deliveries, store, hooks, hosts } = this.parts;
    const hook = hooks.find(({ url }) => url === delivery.url);
    const job = await store.get(delivery.jobId);
    const body = job && webhookBody(job);
    // Nobody asks for it any more, or there is nothing left to tell.
    if (!hook || !body) return deliveries.remove(delivery);
    const message = { id: `${delivery.jobId}.${body.data.state}`, body: JSON.stringify(body) };
    try {
      await postWebhook(hook, message, { hosts, timeLimit, signal });
    } catch (error) {
      // A process that ends is no reason to wait.
      return signal.aborted ? deliveries.again(delivery, 0) : this.failed(delivery, asError(error));
    }
    await deliveries.remove(delivery);
  }

  private async failed(delivery: Delivery, { message }: Error): Promise<void> {
    const { deliveries, logger } = this.parts;
    const { jobId: job, url, attempt } = delivery;
    const wait = waits.at(attempt - 1);
    const facts = { event: 'webhook', job, host: new URL(url).host, attempt, reason: message };
    if (wait === undefined) {
      logger.error({ facts }, `webhook: given up after ${attempt} attempts, ${message}`);
      return deliveries.remove(delivery);
    }
    logger.warn({ facts }, `webhook: tried again in ${wait} seconds, ${message}`);
    await deliveries.again(delivery, wait);
  }
}

/**
 * @returns undefined where nobody is to be told.
 * @throws InvalidSpecificationError for a file that cannot be used
 */
export async function webhooksOf({
  database,
  store,
  configuration: { webhooksFile, webhookHosts: hosts },
  logger,
}: Pick<Parts, 'store' | 'logger'> & {
  database: Database;
  configuration: JobConfiguration;
}): Promise<Webhooks | undefined> {
  if (webhooksFile === undefined) return undefined;
  const hooks = await readWebhooks(webhooksFile, hosts);
  return new Webhooks({ deliveries: new DeliveryStore(database), store, hooks, hosts, logger });
}
