import { z } from 'zod';
import { parseStrictYaml, type YamlSource } from '../core/text/strict-yaml.js';
import { localisedText } from '../core/text/localised-text.js';
import { derivedColumnsSchema, derivedProblems, type DerivedColumns } from './derived-columns.js';
import { readerOf, readerOptionsSchema, type ReaderOptions } from './readers/index.js';
import { mechanismOf, sampleOptionsSchema, type SampleOptions } from './samples/index.js';

/** A plain file name: it becomes a path below the home folder. */
const fileName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, 'a file name without folders');

/** `dataset.yaml`. An unknown key is an error. */
export const datasetSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a name in kebab case'),
    title: localisedText,
    description: localisedText,
    licence: z.string().min(1),
    citation: z.string().min(1),
    /** The page that describes the dataset. */
    source: z.url({ protocol: /^https?$/ }),
    /** The original files. They are never shipped. */
    files: z
      .array(
        z.strictObject({
          name: fileName,
          sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'),
          bytes: z.number().int().positive(),
          /** Public addresses, tried in this order; none when it can only be had by hand. */
          urls: z.array(z.url({ protocol: /^https?$/ })),
        }),
      )
      .min(1),
    reader: readerOptionsSchema,
    derived: derivedColumnsSchema,
    /**
     * Columns that are only known with or after an outcome, such as the mode of a failure. A scenario may predict one of them
     * and must not take any as an input.
     */
    proxies: z.array(z.string().min(1)).default([]),
    sample: sampleOptionsSchema,
  })
  .superRefine((spec, context) => {
    for (const { path, message } of crossFieldProblems(spec)) {
      context.addIssue({ code: 'custom', path, message });
    }
  });

/** Everything that `dataset.yaml` declares. */
export type DatasetSpec = z.infer<typeof datasetSchema>;
export type DatasetFile = DatasetSpec['files'][number];

/**
 * Read the text of a `dataset.yaml`.
 * @throws InvalidSpecificationError naming each wrong, absent or unknown key by its JSON pointer and line.
 */
export function parseDatasetSpec(source: YamlSource): DatasetSpec {
  return parseStrictYaml(source, datasetSchema);
}

interface Problem {
  path: (string | number)[];
  message: string;
}

interface Parts {
  files: { name: string }[];
  reader: ReaderOptions;
  derived: DerivedColumns;
  proxies: string[];
  sample: SampleOptions;
}

/** The columns of the dataset's table: those of its files, then the derived ones. */
export function datasetHeader({ reader, derived }: Pick<DatasetSpec, 'reader' | 'derived'>): string[] {
  return [...readerOf(reader).header(reader), ...derived.map(({ name }) => name)];
}

function crossFieldProblems({ files, reader, derived, proxies, sample }: Parts): Problem[] {
  const names = files.map(({ name }) => name);
  const problems: Problem[] = [];
  names.forEach((name, i) => {
    if (names.indexOf(name) < i) problems.push({ path: ['files', i, 'name'], message: 'each file once' });
  });
  for (const file of readerOf(reader).files(reader)) {
    if (!names.includes(file)) {
      problems.push({
        path: ['reader'],
        message: `only files that are listed (${names.join(', ')}), not ${file}`,
      });
    }
  }
  const header = readerOf(reader).header(reader);
  header.forEach((name, i) => {
    if (header.indexOf(name) < i)
      problems.push({ path: ['reader'], message: `each column once, not ${name} again` });
  });
  const mechanism = mechanismOf(sample);
  const made = mechanism.columns(sample);
  if (made.join('\n') !== header.join('\n')) {
    const message = `a sample with the reader's columns in their order (${header.join(', ')}), not ${made.join(', ')}`;
    problems.push({ path: ['sample'], message });
  }
  problems.push(...derivedProblems(derived, header));
  const all = datasetHeader({ reader, derived });
  proxies.forEach((name, i) => {
    if (!all.includes(name)) {
      problems.push({ path: ['proxies', i], message: `a column of the table (${all.join(', ')})` });
    }
  });
  const own = mechanism.problems(sample).map(({ path, message }) => ({ path: ['sample', ...path], message }));
  return [...problems, ...own];
}
