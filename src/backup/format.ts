import { z } from 'zod';
import { staysWithin } from '../core/files/own-file.js';

/*
 * A backup is a tar archive, packed by gzip: first the header, which says whether this program can read the rest, then folders and files of the
 * home, and last the manifest. What has no manifest was cut.
 */

export const headerName = 'sextant-backup.json';
export const manifestName = 'sextant-manifest.json';

/** Of the archive; what lies in a home has formats of its own. */
export const backupFormat = 1;

/** What of a home is saved, as it is called in the archive and in the home that is restored. */
export const homeParts = ['database', 'database.json', 'jobs', 'models', 'datasets', 'scenarios'] as const;

const jobsSchema = z
  .enum(['included', 'in-use', 'postgres', 'none'])
  .describe(
    'What became of the jobs: `included`; `in-use`, left out since a process has their embedded database open; `postgres`, left out since a server keeps them; `none`, there are none',
  );

export const headerSchema = z.object({
  format: z.literal(backupFormat).describe('Of the archive'),
  suite: z.string().describe('Version of the program that wrote it'),
  createdAt: z.iso.datetime().describe('When it was begun'),
  jobs: jobsSchema,
  keys: z.string().refine(isPlainPath).optional().describe('The file of keys, relative to the home'),
});

export type BackupHeader = z.infer<typeof headerSchema>;

const fileSchema = z.object({
  path: z.string().describe('Relative to the home, with `/`'),
  bytes: z.number().int().min(0).describe('Its size'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('Of its bytes, hexadecimal'),
});

export const manifestSchema = z.object({
  folders: z.array(z.string()).describe('Every folder, relative to the home'),
  files: z.array(fileSchema).describe('Every file'),
  leftOut: z.array(z.string()).describe('What lies in the home and is not in the backup'),
});

export type BackupManifest = z.infer<typeof manifestSchema>;

export const summarySchema = headerSchema.omit({ format: true }).extend({
  files: z.number().int().describe('How many files of the home it holds'),
  bytes: z.number().int().describe('Their bytes, unpacked'),
  versions: z.number().int().describe('How many versions of models are among them'),
  leftOut: manifestSchema.shape.leftOut,
});

/** What a backup holds, in figures. */
export type BackupSummary = z.infer<typeof summarySchema>;

export function summaryOf(header: BackupHeader, { files, folders, leftOut }: BackupManifest): BackupSummary {
  const { suite, createdAt, jobs, keys } = header;
  return {
    suite,
    createdAt,
    jobs,
    ...(keys === undefined ? {} : { keys }),
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    versions: folders.filter((path) => /^models\/[^/]+\/[^/]+\/\d+$/.test(path)).length,
    leftOut,
  };
}

/** Whether a name stays below the folder that it is put into, and is written in the one way that names it. */
export function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  return staysWithin(path) && !path.includes('\\') && !parts.includes('') && !parts.includes('.');
}
