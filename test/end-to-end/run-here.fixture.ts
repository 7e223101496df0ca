import { jest } from '@jest/globals';
import { exitCodeOf, printFailure } from '../../src/cli/failure.js';
import { buildProgram } from '../../src/cli/program.js';
import { messageLanguage, readConfiguration } from '../../src/core/configuration.js';

export interface EndedHere {
  status: number;
  stdout: string;
  stderr: string;
}

/**
 * Run the command line in this process: what `main.ts` does, without the second and a half that a new process costs. One at a
 * time, for a process has one standard output.
 */
export async function runHere(
  values: readonly string[],
  environment: Record<string, string>,
): Promise<EndedHere> {
  const ended: EndedHere = { status: 0, stdout: '', stderr: '' };
  const capture = (stream: 'stdout' | 'stderr') =>
    jest.spyOn(process[stream], 'write').mockImplementation((chunk) => {
      ended[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      return true;
    });
  const captures = [capture('stdout'), capture('stderr')];
  try {
    const language = messageLanguage(environment);
    const program = await buildProgram(() => readConfiguration(environment), { language });
    await program.parseAsync(['node', 'sextant', ...values]);
    ended.status = Number(process.exitCode ?? 0);
  } catch (error) {
    printFailure(error);
    ended.status = exitCodeOf(error);
  } finally {
    process.exitCode = undefined;
    for (const one of captures) one.mockRestore();
  }
  return ended;
}
