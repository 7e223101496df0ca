import { z } from 'zod';
import { InvalidSpecificationError, shown } from '../../core/errors.js';
import { readStoredFile } from '../../core/files/stored-file.js';
import { parseAuthority, type Authority } from '../../core/text/authority.js';
import { zodProblems } from '../../core/zod-problems.js';

/** Fewer bytes are no secret. */
const fewestBytes = 24;
const secretForm = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

const hookSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'an address that begins with https:// or http://' }),
  secret: z
    .string()
    .refine(
      (text) => bytesOf(text).length >= fewestBytes,
      `whsec_ and at least ${fewestBytes} bytes in base64`,
    )
    .transform(bytesOf)
    .describe('What both sides know: `whsec_` and base64'),
  states: z
    .array(z.enum(['succeeded', 'failed', 'cancelled']))
    .min(1)
    .optional()
    .describe('Of which ends it is told; absent: of all'),
});

const fileSchema = z.strictObject({ webhooks: z.array(hookSchema).min(1).max(20) });

/** Who is told of jobs that end. */
export type Webhook = z.infer<typeof hookSchema>;

/**
 * @param hosts the only ones that may be told.
 * @throws InvalidSpecificationError for a file that is not there or not of its form, or an address of another host; no secret is quoted.
 */
export async function readWebhooks(path: string, hosts: readonly Authority[]): Promise<Webhook[]> {
  const bytes = await readStoredFile(path, { what: 'The file of webhooks' });
  if (!bytes) throw wrong([{ expected: 'the file of SEXTANT_WEBHOOKS_FILE', received: 'no file' }]);
  const content = jsonOf(bytes.toString('utf8'));
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    const problems = zodProblems(parsed.error, content);
    throw wrong(
      problems.map((one) => (one.pointer?.endsWith('/secret') ? { ...one, received: 'another text' } : one)),
    );
  }
  const { webhooks } = parsed.data;
  const foreign = webhooks.flatMap(({ url }, i) =>
    isListed(new URL(url), hosts)
      ? []
      : [
          {
            pointer: `/webhooks/${i}/url`,
            expected: 'a host of SEXTANT_WEBHOOK_HOSTS',
            received: shown(new URL(url).host),
          },
        ],
  );
  if (foreign.length > 0) throw wrong(foreign);
  return webhooks;
}

/** Whether an address is one of a host in a list: of its port, where the list says one. */
export function isListed(
  { host, hostname }: Pick<URL, 'host' | 'hostname'>,
  hosts: readonly Authority[],
): boolean {
  const name = parseAuthority(hostname)?.name;
  const port = parseAuthority(host)?.port;
  return hosts.some((listed) => listed.name === name && (listed.port === undefined || listed.port === port));
}

function bytesOf(text: string): Buffer {
  return Buffer.from(secretForm.exec(text)?.[1] ?? '', 'base64');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw wrong([{ expected: 'JSON', received: 'another text' }]);
  }
}

function wrong(details: InvalidSpecificationError['details']): InvalidSpecificationError {
  return new InvalidSpecificationError('The file of webhooks cannot be used.', { details });
}
