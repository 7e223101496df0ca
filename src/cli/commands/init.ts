import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Option, type Command } from 'commander';
import { ConflictError, InvalidInputError, UsageError, shown } from '../../core/errors.js';
import { writeFileAtomic } from '../../core/files/files.js';
import { checkDelimiter } from '../../csv/layout.js';
import { readCsvFile, type CsvTable } from '../../csv/read-table.js';
import { formatRow } from '../../csv/writer.js';
import { checkLearning } from '../../learning/check.js';
import { trainingLimits } from '../../learning/loading/training-limits.js';
import { draftScenario } from '../../scenarios/draft/scenario-draft.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import { scenarioId } from '../../scenarios/schema/common.js';
import { inferColumn } from '../../tables/inference/infer-column.js';
import { inferTarget } from '../../tables/inference/infer-target.js';
import { nearestName } from '../../core/text/nearest-name.js';
import { asUsage, encodingOption } from '../encoding-option.js';
import { say as common } from '../messages/common.js';
import { say } from '../messages/init.js';
import { printLine, printRemark } from '../output.js';

interface InitOptions {
  target?: string;
  id?: string;
  into: string;
  encoding?: string;
  delimiter?: string;
  header: boolean;
}

export function addInitCommand(program: Command): void {
  program
    .command('init')
    .argument('<file>', 'a CSV, also gzip')
    .description(
      'draft a scenario of your own from a CSV: scenario.yaml with questions where a person must decide',
    )
    .option('--target <column>', 'what is to be predicted; default: the last column')
    .option('--id <industry/scenario>', 'default: own/ and the file’s name')
    .option('--into <folder>', 'the folder of your scenarios', 'my-scenarios')
    .addOption(encodingOption('of the file; default UTF-8'))
    .addOption(
      new Option('--delimiter <sign>', 'one character, or tab; default: found out').argParser(
        (text: string) => asUsage(() => checkDelimiter(text)),
      ),
    )
    .option('--no-header', 'the first line is a row: columns are called column_1, column_2, ...')
    .action(async (file: string, options: InitOptions) => {
      const id = idOf(file, options.id);
      const table = await tableOf(file, options);
      const target = targetOf(table.header, options.target);
      const rows = rowsFileOf(file, options);
      const text = draftOf(table, { id, target, source: basename(file), file: rows.name });
      const folder = join(options.into, ...id.split('/'));
      await writeDraft(folder, { text, name: rows.name, bytes: await rows.bytes(table) });
      const { length: questions } = text.split('# ? ').slice(1);
      printLine(
        say.written({
          specification: join(folder, 'scenario.yaml'),
          table: join(folder, rows.name),
          rows: table.records.length,
        }),
      );
      printLine(say.questions({ count: questions }));
      printLine(`  SEXTANT_SCENARIOS=${options.into} sextant describe ${id}`);
      printLine(`  SEXTANT_SCENARIOS=${options.into} sextant train ${id}`);
      if (options.target === undefined) {
        printRemark(common.note({ text: say.lastColumn({ column: target }) }));
      }
    });
}

/** @throws UsageError for a name that is no id. */
function idOf(file: string, given?: string): string {
  const stem = basename(file).replace(/(\.csv|\.tsv|\.txt|\.gz)+$/iu, '');
  const slug = stem
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  const id = given ?? `own/${slug === '' ? 'scenario' : slug}`;
  if (scenarioId.safeParse(id).success) return id;
  throw new UsageError(`${shown(id)} cannot be the id of a scenario.`, {
    details: [{ expected: 'industry/scenario in lower case, digits and hyphens', received: shown(id) }],
  });
}

/** @throws InvalidInputError for a file without rows, or with records that are not well formed. */
async function tableOf(
  path: string,
  { encoding, delimiter, header: hasHeader }: InitOptions,
): Promise<CsvTable> {
  const read = await readCsvFile(path, {
    encoding,
    delimiter,
    limits: trainingLimits(),
  });
  if (read.rejects.length > 0) {
    throw new InvalidInputError(`${basename(path)} holds records that are not well formed.`, {
      details: read.rejects.slice(0, 5).map(({ line, expected, received }) => ({ line, expected, received })),
    });
  }
  const table = hasHeader ? read : withoutHeader(read);
  if (table.records.length > 0) return table;
  throw new InvalidInputError(`${basename(path)} has no rows.`, {
    details: [{ expected: 'at least one row', received: 'none' }],
  });
}

function withoutHeader(table: CsvTable): CsvTable {
  const header = table.header.map((_, i) => `column_${i + 1}`);
  return { ...table, header, records: [table.header, ...table.records] };
}

/** @throws UsageError for a column that the file does not have. */
function targetOf(header: readonly string[], given?: string): string {
  const target = given ?? header[header.length - 1];
  if (header.includes(target)) return target;
  const near = nearestName(target, header);
  throw new UsageError(`The file has no column ${shown(target)}.`, {
    details: [{ expected: near ?? `one of ${header.slice(0, 20).join(', ')}`, received: shown(target) }],
  });
}

function draftOf(
  { header, records }: CsvTable,
  { id, target, source, file }: { id: string; target: string; source: string; file: string },
): string {
  const textsOf = (column: string) => {
    const place = header.indexOf(column);
    return records.map((cells) => cells[place]);
  };
  const inputs = header.filter((column) => column !== target);
  return draftScenario({
    id,
    source: { name: source, rows: records.length },
    file,
    columns: inputs.map((column) => inferColumn(column, textsOf(column))),
    target: inferTarget(target, textsOf(target)),
  });
}

/** The rows beside the draft: the file as it is, where a scenario can read it so; else written anew in UTF-8 with a header. */
function rowsFileOf(path: string, { encoding = 'utf-8', header }: InitOptions) {
  if (encoding === 'utf-8' && header) {
    return { name: path.endsWith('.gz') ? 'rows.csv.gz' : 'rows.csv', bytes: () => readFile(path) };
  }
  const text = (table: CsvTable) =>
    [table.header, ...table.records].map((cells) => `${formatRow(cells, ',')}\n`).join('');
  return { name: 'rows.csv', bytes: (table: CsvTable) => Promise.resolve(Buffer.from(text(table))) };
}

interface DraftFiles {
  text: string;
  /** Of the rows. */
  name: string;
  bytes: Uint8Array;
}

/** Nothing is overwritten, and the specification comes last. @throws ConflictError, InvalidSpecificationError when the draft is no scenario. */
async function writeDraft(folder: string, { text, name, bytes }: DraftFiles): Promise<void> {
  const path = join(folder, 'scenario.yaml');
  if (await stat(path).catch(() => undefined)) {
    throw new ConflictError(`${path} exists already.`, { hint: 'Choose another --id, or move it away.' });
  }
  parseScenario(text, path, checkLearning);
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(join(folder, name), bytes);
  await writeFileAtomic(path, text);
}
