import { z } from 'zod';
import { asError, InvalidInputError, shown } from '../core/errors.js';
import { sha256 } from '../core/files/files.js';
import { zodProblems } from '../core/zod-problems.js';

/** The file that lists every other file of an artefact. */
export const manifestName = 'manifest.json';

const manifestSchema = z.looseObject({
  format: z.literal(1),
  scenario: z.string(),
  publishedAt: z.iso.datetime(),
  files: z.record(
    z.string(),
    z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().min(0) }),
  ),
  /** sha256 of the manifest's own JSON without this field, so that an edited manifest is noticed too. */
  checksum: z.string(),
});

/** What an artefact says about itself: the fields below, and those of its publisher (spec hash, data hash, seed, ...). */
export type Manifest = z.infer<typeof manifestSchema>;

const ownFields = Object.keys(manifestSchema.shape);
const fileName = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/**
 * Refuse names that could leave the artefact's folder or collide on a file system that ignores case.
 * @throws InvalidInputError naming the file.
 */
export function checkFileNames(names: readonly string[]): void {
  if (names.length === 0) throw new InvalidInputError('An artefact without a file cannot be published.');
  const seen = new Set([manifestName]);
  for (const name of names) {
    if (!fileName.test(name) || name.endsWith('.')) {
      throw new InvalidInputError(`${shown(name)} cannot be the name of an artefact's file.`, {
        details: [{ expected: 'letters, digits, ".", "_", "-"; no folder', received: shown(name) }],
      });
    }
    if (seen.has(name.toLowerCase())) {
      throw new InvalidInputError(
        `The artefact's file ${shown(name)} has the name of another file, letter case aside.`,
      );
    }
    seen.add(name.toLowerCase());
  }
}

export interface ManifestContent {
  scenario: string;
  publishedAt: Date;
  files: Readonly<Record<string, Uint8Array | string>>;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * The manifest's text: sha256 and size of each file, the publisher's fields, and its own checksum.
 * @throws InvalidInputError when a field has a name that the manifest itself uses.
 */
export function manifestText({ scenario, publishedAt, files, fields }: ManifestContent): string {
  const taken = ownFields.filter((name) => Object.hasOwn(fields, name));
  if (taken.length > 0) {
    throw new InvalidInputError(`The manifest writes ${taken.join(', ')} itself; use another name.`);
  }
  const listed = Object.entries(files).map(([name, content]) => [
    name,
    { sha256: sha256(content), bytes: Buffer.byteLength(content) },
  ]);
  const body = {
    format: 1,
    scenario,
    publishedAt: publishedAt.toISOString(),
    ...fields,
    files: Object.fromEntries(listed) as Manifest['files'],
  };
  return `${JSON.stringify({ ...body, checksum: sha256(JSON.stringify(body)) }, null, 2)}\n`;
}

/** What the publisher said, without what the manifest says of itself. */
export function publishersFields(manifest: Manifest): Record<string, unknown> {
  return Object.fromEntries(Object.entries(manifest).filter(([name]) => !ownFields.includes(name)));
}

/** The text of a manifest that was read, byte for byte as `manifestText` wrote it: reading moves the publisher's fields behind the others. */
export function writtenManifest(manifest: Manifest): string {
  const { format, scenario, publishedAt, files, checksum } = manifest;
  const body = { format, scenario, publishedAt, ...publishersFields(manifest), files, checksum };
  return `${JSON.stringify(body, null, 2)}\n`;
}

/** The manifest, or in one phrase why the text is none. */
export function parseManifest(
  text: string,
): { manifest: Manifest; problem?: undefined } | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: `is not JSON (${asError(error).message})` };
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) {
    const [{ pointer, expected }] = zodProblems(parsed.error, json);
    return { problem: `is not of the manifest's form (${pointer || '/'}: expected ${expected})` };
  }
  const { checksum, ...body } = json as Manifest;
  // JSON.parse keeps the order of keys, so writing the body again gives the text that was hashed.
  if (sha256(JSON.stringify(body)) !== checksum) {
    return { problem: 'was altered (its own checksum does not match)' };
  }
  return { manifest: parsed.data };
}
