import type { Command } from 'commander';
import { askedLanguage } from '../language.js';
import type { ReadConfiguration } from '../read-configuration.js';

export function addMcpCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('mcp')
    .argument('[industry]', 'give tools of this industry alone; default: all')
    .description('serve language models over standard input and output (Model Context Protocol)')
    .action(async (industry?: string) => {
      const { serveMcpOnStdio } = await import('../../mcp/serve-stdio.js');
      await serveMcpOnStdio(configuration(), { language: askedLanguage(), industry });
    });
}
