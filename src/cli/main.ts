import { messageLanguage, readConfiguration } from '../core/configuration.js';
import { buildProgram } from './program.js';
import { exitCodeOf, printFailure } from './failure.js';

// A reader that has seen enough (`sextant list | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
// Whoever stops reading the progress does not stop the work.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const asked = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
  const program = await buildProgram(() => readConfiguration(), { language: messageLanguage(), asked });
  await program.parseAsync(process.argv);
} catch (error) {
  printFailure(error);
  process.exitCode = exitCodeOf(error);
}
