import type { Command } from 'commander';
import { startEngine } from '../../engine/engine.js';
import { CompareVersions, type VersionComparison } from '../../training/compare-versions.js';
import { encodingOption } from '../encoding-option.js';
import { say as common } from '../messages/common.js';
import { say } from '../messages/compare.js';
import { wholeNumberOption } from '../number-options.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { number } from '../texts.js';
import { withSuite } from '../with-suite.js';

interface CompareOptions {
  encoding?: string;
  json?: boolean;
}

export function addCompareCommand(program: Command, configuration: ReadConfiguration): void {
  const version = (text: string) => wholeNumberOption(text, 'a version', { least: 1 });
  program
    .command('compare')
    .argument('<scenario>')
    .argument('<a>', 'a version, for instance 2', version)
    .argument('<b>', 'the version to hold against it, for instance 3', version)
    .argument('[file]', 'CSV of rows whose target is known; default: the rows held out')
    .description('two versions on the same rows: every figure with the interval of its difference')
    .addOption(encodingOption('of the file; default: utf-8'))
    .option('--json', 'machine-readable output')
    .action(
      async (
        scenario: string,
        a: number,
        b: number,
        file: string | undefined,
        { encoding, json }: CompareOptions,
      ) => {
        await startEngine();
        const compared = await withSuite(configuration(), (suite) =>
          suite.get(CompareVersions).execute({ scenario, a, b, file, encoding }),
        );
        if (json) printJson(compared);
        else printComparison(compared);
      },
    );
}

function printComparison({
  a,
  b,
  rows,
  rowsFrom,
  verdict,
  metrics,
  changed,
  learntFromFile,
}: VersionComparison): void {
  printTable([
    [say.metricHead, a, b, say.differenceHead, say.intervalHead],
    ...metrics.map(({ metric, a: before, b: now, difference: { value, lower, upper } }) => [
      metric,
      number(before),
      number(now),
      number(value),
      common.interval({ lower: number(lower), upper: number(upper) }),
    ]),
  ]);
  const from = rowsFrom === 'held-out' ? say.heldOut : rowsFrom;
  const tell = { better: say.better, worse: say.worse, 'not-told-apart': say.notToldApart }[verdict];
  printLine(`\n${tell({ a, b, rows, from })}`);
  if (changed) printLine(say.changed({ rows: changed.rows, share: (100 * changed.share).toFixed(1) }));
  for (const model of learntFromFile) printRemark(common.note({ text: say.sameFile({ model }) }));
}
