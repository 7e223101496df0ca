import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import type { ReadConfiguration } from '../read-configuration.js';

export function addServeCommands(program: Command, configuration: ReadConfiguration): void {
  program
    .command('serve')
    .description('serve every scenario over HTTP (PORT, HOST); trains missing models in the background')
    .action(async () => {
      // Loaded when asked for: the other commands start faster and smaller without the server.
      const { startServer } = await import('../../http/server.js');
      await startServer(configuration());
    });
  program
    .command('demo')
    .description('serve, and open the tour of ten minutes in the browser')
    .action(async () => {
      const { startServer } = await import('../../http/server.js');
      await startServer(configuration(), (address) => openInBrowser(`${address}/tour`));
    });
}

/** Whatever opens an address on this system. Where nothing does, the log has the address already. */
function openInBrowser(address: string): void {
  const [command, ...before] = openers[process.platform] ?? ['xdg-open'];
  const opener = spawn(command, [...before, address], { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // `start` takes the first text in quotes for the title of a window.
  win32: ['cmd', '/c', 'start', ''],
};
