import { createHmac } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Authority } from '../../core/text/authority.js';
import { outsideAddress } from './private-address.js';
import type { Webhook } from './webhooks-file.js';

/** What is sent, under an id that stays with it however often it is. */
export interface WebhookMessage {
  id: string;
  body: string;
}

export interface PostOptions {
  hosts: readonly Authority[];
  /** Milliseconds until an answer has begun. */
  timeLimit: number;
  signal?: AbortSignal;
}

/**
 * Signs as Standard Webhooks 1.0 does: HMAC-SHA-256 over id, seconds since 1970 and body.
 * @returns the headers
 */
export function signed({ id, body }: WebhookMessage, secret: Uint8Array, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/**
 * Sends once. A redirect is not followed: it is an answer like any other that is not 2xx.
 * @throws Error saying in words why it did not arrive
 */
export async function postWebhook(
  { url, secret }: Pick<Webhook, 'url' | 'secret'>,
  message: WebhookMessage,
  { hosts, timeLimit, signal }: PostOptions,
): Promise<void> {
  const target = new URL(url);
  const { address, family } = await outsideAddress(target.hostname, hosts);
  const headers = {
    ...signed(message, secret, new Date()),
    'content-length': Buffer.byteLength(message.body),
    'user-agent': 'sextant',
  };
  const limits = [AbortSignal.timeout(timeLimit), ...(signal ? [signal] : [])];
  const send = target.protocol === 'https:' ? secureRequest : plainRequest;
  const status = await new Promise<number>((resolve, reject) => {
    const asked = send(target, {
      method: 'POST',
      headers,
      agent: false,
      signal: AbortSignal.any(limits),
      // The address that was checked, whatever the name says a moment later.
      lookup: (_name, { all }, done) => {
        if (all) done(null, [{ address, family }]);
        else done(null, address, family);
      },
    });
    asked.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    asked.on('error', reject);
    asked.end(message.body);
  });
  if (status < 200 || status > 299) throw new Error(`it answered ${status}`);
}
