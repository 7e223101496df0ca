import { mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Option, type Command } from 'commander';
import { ConflictError, UsageError, shown } from '../../core/errors.js';
import { writeFileAtomic } from '../../core/files/files.js';
import { foundEncoding } from '../../csv/found-encoding.js';
import { checkDelimiter } from '../../csv/layout.js';
import { checkLearning } from '../../learning/check.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import { scenarioId } from '../../scenarios/schema/common.js';
import { draftFor } from '../../drafting/draft-for.js';
import { draftedTasks, type DraftWishes } from '../../drafting/drafted.js';
import { ownId } from '../../drafting/own-id.js';
import { readSource, rowsFileOf, type SourceOptions } from '../../drafting/source-file.js';
import { asUsage, encodingOption } from '../encoding-option.js';
import { said } from '../language.js';
import { say as common } from '../messages/common.js';
import { say } from '../messages/init.js';
import { printLine, printRemark } from '../output.js';

interface InitOptions extends SourceOptions, Omit<DraftWishes, 'targets'> {
  target: string[];
  id?: string;
  into: string;
}

export function addInitCommand(program: Command): void {
  program
    .command('init')
    .argument('<file>', 'a CSV, also gzip')
    .description(
      'draft a scenario of your own from a CSV: scenario.yaml with questions where a person must decide',
    )
    .addOption(new Option('--task <name>', 'default: found out').choices(draftedTasks))
    .option(
      '--target <column>',
      'what is to be predicted; once for each of several; default: the last column',
      (column: string, others: string[]) => [...others, column],
      [],
    )
    .option('--series <column>', 'of a forecast: its rows of one value are one series; default: found out')
    .option('--user <column>', 'of a recommendation: who took a product; default: found out')
    .option('--item <column>', 'of a recommendation: the product; default: found out')
    .option('--id <industry/scenario>', 'default: own/ and the file’s name')
    .option('--into <folder>', 'the folder of your scenarios', 'my-scenarios')
    .addOption(encodingOption('of the file; default: found out'))
    .addOption(
      new Option('--delimiter <sign>', 'one character, or tab; default: found out').argParser(
        (text: string) => asUsage(() => checkDelimiter(text)),
      ),
    )
    .option('--no-header', 'the first line is a row: columns are called column_1, column_2, ...')
    .action(draft);
}

async function draft(file: string, { target: targets, ...options }: InitOptions): Promise<void> {
  const { into } = options;
  const id = idOf(file, options.id);
  const encoding = options.encoding ?? (await foundEncoding(file));
  const table = await readSource(file, { ...options, encoding });
  const rows = rowsFileOf(file, { ...options, encoding });
  const source = { name: basename(file), rows: table.records.length };
  const head = { id, source, file: rows.name, encoding: rows.encoding };
  const { text, notes } = draftFor(head, table, { ...options, targets });
  const folder = join(into, ...id.split('/'));
  await writeDraft(folder, { text, name: rows.name, bytes: await rows.bytes(table) });
  printLine(
    say.written({
      specification: join(folder, 'scenario.yaml'),
      table: join(folder, rows.name),
      rows: table.records.length,
    }),
  );
  printLine(say.questions({ count: text.split('# ? ').length - 1 }));
  printLine(`  SEXTANT_SCENARIOS=${into} sextant describe ${id}`);
  printLine(`  SEXTANT_SCENARIOS=${into} sextant train ${id}`);
  if (encoding !== undefined && encoding !== options.encoding)
    printRemark(common.note({ text: say.takenFor({ encoding }) }));
  for (const note of notes) printRemark(said(note));
}

/** @throws UsageError for a name that is no id. */
function idOf(file: string, given?: string): string {
  const id = given ?? ownId(file);
  if (scenarioId.safeParse(id).success) return id;
  throw new UsageError(`${shown(id)} cannot be the id of a scenario.`, {
    details: [{ expected: 'industry/scenario in lower case, digits and hyphens', received: shown(id) }],
  });
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
