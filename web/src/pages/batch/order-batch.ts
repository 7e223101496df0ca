import { keyHeader } from '../../api/key';
import { errorOf } from '../../api/client';
import type { Job } from '../../api/types';

interface Options {
  language: string;
  /** The column that each name of the file means. */
  map?: Record<string, string>;
}

/**
 * Order the scoring of a file, which is streamed. The key makes one job of an order that was sent twice.
 * @throws ApiError
 */
export function orderBatch(id: string, file: File, { language, map = {} }: Options): Promise<Job> {
  const options = new URLSearchParams({ language });
  if (Object.keys(map).length > 0) options.set('map', JSON.stringify(map));
  return order(`/v1/${id}/batches?${options.toString()}`, file, language);
}

/**
 * Order the scoring of the repaired rejects of a job; its result has all rows, in the order of the table.
 * @throws ApiError
 */
export function orderRescoring({ id, scenario }: Job, rejects: File, language: string): Promise<Job> {
  return order(`/v1/${scenario}/rescorings?job=${id}`, rejects, language);
}

async function order(address: string, file: File, language: string): Promise<Job> {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': typeOf(file.name),
      'accept-language': language,
      'idempotency-key': newKey(),
      ...keyHeader(),
    },
    body: file,
  });
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as Job;
}

function typeOf(name: string): string {
  if (/\.gz$/i.test(name)) return 'application/gzip';
  return /\.tsv$/i.test(name) ? 'text/tab-separated-values' : 'text/csv';
}

/** `crypto.randomUUID` is there for pages over TLS and of this machine alone. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
