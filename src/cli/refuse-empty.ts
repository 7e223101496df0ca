import type { Command } from 'commander';
import { UsageError } from '../core/errors.js';

/**
 * No argument and no option of any command may be an empty text: it comes from a shell's variable that is not set, and as the name
 * of a file it would stand for a folder.
 * @throws UsageError naming the first
 */
export function refuseEmpty(command: Command): void {
  const places: [name: string, value: unknown][] = [
    ...command.registeredArguments.map((argument, i): [string, unknown] => [
      `<${argument.name()}>`,
      command.processedArgs[i],
    ]),
    ...command.options.map((option): [string, unknown] => [
      option.long ?? option.flags,
      command.getOptionValue(option.attributeName()),
    ]),
  ];
  const empty = places.find(([, value]) => [value].flat().includes(''));
  if (!empty) return;
  throw new UsageError(`${empty[0]} is empty.`, {
    details: [{ expected: 'a text', received: 'an empty one' }],
    hint: 'Is a variable of the shell empty?',
  });
}
