import { Command } from 'commander';
import { expect, it } from '@jest/globals';
import { buildProgram, commandGroups } from './program.js';

const configuration = () => ({}) as never;
const namesOf = ({ commands }: Command) => commands.map((command) => command.name());

it.each(commandGroups)(
  'the file of $commands has these commands and no others',
  async ({ commands, load }) => {
    const program = new Command();
    (await load())(program, configuration);
    expect(namesOf(program)).toEqual(commands);
  },
);

it('a command is built alone, all of them for the help and for what is none', async () => {
  expect(namesOf(await buildProgram(configuration, { asked: 'score' }))).toEqual(['score']);
  const all = commandGroups.flatMap(({ commands }) => commands);
  expect(namesOf(await buildProgram(configuration, { asked: 'help' }))).toEqual(all);
  expect(namesOf(await buildProgram(configuration))).toEqual(all);
});
