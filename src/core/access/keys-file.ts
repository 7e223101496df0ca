import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { DamagedFileError, NotFoundError, shown } from '../errors.js';
import { privateModes, writeFileAtomic } from '../files/files.js';
import { includesRole, roles, type Caller, type Role } from './roles.js';

const industryName = z.string().regex(/^(\*|[a-z0-9]+(-[a-z0-9]+)*)$/, 'an industry, or * for all');

/** A key as it is stored: nobody can ask with what stands here. */
const keySchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{8}$/, 'eight hexadecimal digits'),
  name: z.string().max(100).optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'the sha256 of a key'),
  roles: z.record(industryName, z.enum(roles)),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
});

export type StoredKey = z.infer<typeof keySchema>;

/** The file of keys: a JSON object on each line. It is read again whenever it has changed, so that what is revoked ends at once. */
export class KeysFile {
  private stamp = '';
  private keys: StoredKey[] = [];

  constructor(private readonly path: string) {}

  /** @throws DamagedFileError for a file that cannot be read, or has a line that is no key: nobody is let in then. */
  list(): readonly StoredKey[] {
    const { mtimeMs, size, ino } = statSync(this.path);
    const stamp = `${mtimeMs} ${size} ${ino}`;
    if (stamp !== this.stamp) {
      this.keys = readKeys(this.path);
      this.stamp = stamp;
    }
    return this.keys;
  }

  /**
   * Whose key a text is. Every key is compared, in a time that tells nothing of how much agreed.
   * @throws DamagedFileError
   */
  callerOf(text: string): Caller | undefined {
    const given = digestOf(text);
    let found: StoredKey | undefined;
    for (const key of this.list()) {
      if (timingSafeEqual(given, Buffer.from(key.sha256, 'hex')) && key.revokedAt === undefined) found = key;
    }
    return found && callerWith(found);
  }

  /** A new key, which is told this once. The file is made where there is none. */
  async add(
    allowed: Record<string, Role>,
    name: string | undefined,
    now: Date,
  ): Promise<{ key: StoredKey; text: string }> {
    const id = randomBytes(4).toString('hex');
    const text = `sextant_${id}_${randomBytes(32).toString('base64url')}`;
    const sha256 = digestOf(text).toString('hex');
    const key = {
      id,
      ...(name !== undefined && { name }),
      sha256,
      roles: allowed,
      createdAt: now.toISOString(),
    };
    const known = existsSync(this.path) ? readKeys(this.path) : [];
    await this.write([...known, key]);
    return { key, text };
  }

  /** From now on nobody can ask with it. @throws NotFoundError */
  async revoke(id: string, now: Date): Promise<StoredKey> {
    const known = readKeys(this.path);
    const key = known.find((one) => one.id === id);
    if (!key) {
      throw new NotFoundError(`There is no key ${shown(id)}.`, { hint: '`sextant keys list` shows them.' });
    }
    const revoked = { ...key, revokedAt: key.revokedAt ?? now.toISOString() };
    await this.write(known.map((one) => (one === key ? revoked : one)));
    return revoked;
  }

  private async write(keys: readonly StoredKey[]): Promise<void> {
    await writeFileAtomic(this.path, keys.map((key) => `${JSON.stringify(key)}\n`).join(''), privateModes);
  }
}

function readKeys(path: string): StoredKey[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      return [keySchema.parse(JSON.parse(line))];
    } catch (cause) {
      throw new DamagedFileError(`Line ${at + 1} of the file of keys is no key.`, { path, cause });
    }
  });
}

/** A key has 256 random bits, which nobody guesses: a slow hash, made for passwords, would only make every request slow. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function callerWith({ id, roles: held }: StoredKey): Caller {
  return {
    key: id,
    may: (role, industry) => {
      const names = industry === undefined ? Object.keys(held) : ['*', industry];
      return names.some((name) => Object.hasOwn(held, name) && includesRole(held[name], role));
    },
  };
}
