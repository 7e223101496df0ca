import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { BackupSummary } from '../../backup/format.js';
import { restoreBackup } from '../../backup/restore-backup.js';
import { writeBackup } from '../../backup/write-backup.js';
import { systemClock } from '../../core/clock.js';
import { say } from '../messages/backup.js';
import { printJson, printLine, printRemark } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { interruptSignal } from '../with-suite.js';

interface RestoreOptions {
  into?: string;
  json?: boolean;
}

export function addBackupCommands(program: Command, configuration: ReadConfiguration): void {
  program
    .command('backup')
    .argument('<file>', 'the backup to write, such as sextant.tar.gz')
    .description(
      'save the home in one file, while a server runs: models, datasets, scenarios of your own, keys, and jobs unless a process has them open',
    )
    .option('--json', 'machine-readable output')
    .action((file: string, { json }: { json?: boolean }) => backUp(file, json, configuration));
  program
    .command('restore')
    .argument('<file>', 'a file that backup wrote')
    .description('make a home from a backup, checked to the last byte')
    .option('--into <folder>', 'an empty folder, or one to be made; default: SEXTANT_HOME')
    .option('--json', 'machine-readable output')
    .action((file: string, options: RestoreOptions) => restore(file, options, configuration));
}

async function backUp(file: string, json: boolean | undefined, read: ReadConfiguration): Promise<void> {
  const configuration = read();
  const order = { configuration, file, clock: systemClock, signal: interruptSignal() };
  const summary = await writeBackup(order);
  if (json) printJson({ file: resolve(file), ...summary });
  else {
    const { files, versions, bytes } = summary;
    printLine(say.saved({ file, files, versions, mebibytes: (bytes / 1024 ** 2).toFixed(1) }));
  }
  tellJobs(summary);
  for (const path of summary.leftOut) printRemark(say.leftOut({ path }));
  const { keysFile } = configuration;
  if (keysFile !== undefined && summary.keys === undefined)
    printRemark(say.keysElsewhere({ path: keysFile }));
}

async function restore(file: string, { into, json }: RestoreOptions, read: ReadConfiguration): Promise<void> {
  const home = into === undefined ? read().home : resolve(into);
  const summary = await restoreBackup({ file, home, signal: interruptSignal() });
  if (json) printJson({ home, ...summary });
  else printLine(say.restored({ home, ...summary }));
  tellJobs(summary);
  const scenarios = join(home, 'scenarios');
  if (existsSync(scenarios)) printRemark(say.scenariosAt({ path: scenarios }));
  if (summary.keys !== undefined) printRemark(say.keysAt({ path: join(home, summary.keys) }));
}

function tellJobs({ jobs }: BackupSummary): void {
  const told = {
    included: say.jobsIncluded,
    'in-use': say.jobsInUse,
    postgres: say.jobsPostgres,
    none: say.jobsNone,
  };
  printRemark(told[jobs]);
}
