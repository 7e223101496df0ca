import type { Command } from 'commander';
import type { ReadConfiguration } from '../read-configuration.js';

export function addServeCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('serve')
    .description('serve every scenario over HTTP (PORT, HOST); trains missing models in the background')
    .action(async () => {
      // Loaded when asked for: the other commands start faster and smaller without the server.
      const { startServer } = await import('../../http/server.js');
      await startServer(configuration());
    });
}
