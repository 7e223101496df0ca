import { Help, type Argument, type Command, type HelpConfiguration, type Option } from 'commander';
import { said } from './language.js';

/*
 * Commander composes help and refusals of wrong usage itself. Descriptions stand in English where commands are declared, and are said here.
 */

const plain = new Help();

/** Texts behind a description, such as `(default: "my-scenarios")`. */
function saidDescription(text: string): string {
  const [, description, defaults] = /^(.*) \(default: (.*)\)$/su.exec(text) ?? [];
  return description === undefined ? said(text) : said(description) + said(` (default: ${defaults})`);
}

export const helpSpoken: HelpConfiguration = {
  styleTitle: (title: string) => said(title),
  commandDescription: (command: Command) => said(plain.commandDescription(command)),
  subcommandDescription: (command: Command) => said(plain.subcommandDescription(command)),
  optionDescription: (option: Option) => saidDescription(plain.optionDescription(option)),
  argumentDescription: (argument: Argument) => saidDescription(plain.argumentDescription(argument)),
};

/** `error: unknown option '--x'`, line by line: a suggestion stands on a line of its own. */
export function saidError(text: string): string {
  return text.split('\n').map(said).join('\n');
}
