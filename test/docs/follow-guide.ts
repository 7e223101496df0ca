import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firstDifference, firstJsonDifference } from './compare-printed.js';
import { blocksOf, consoleSteps, type Block, type ConsoleStep } from './guide-blocks.js';
import { GuideReader, type ReaderOptions } from './guide-reader.js';
import { readProjectFile } from './markdown.js';

/** How a guide is followed, beyond what its blocks say. */
export interface GuideManner extends ReaderOptions {
  /** What to do with a change in diff form. */
  change?: (reader: GuideReader, diff: string) => void;
  /** What to do with a step of a `console` block; absent: it is run and compared. */
  step?: (reader: GuideReader, step: ConsoleStep) => void;
  /** The server goes on after the first output that follows its start. */
  serverStays?: boolean;
  /** Tests of what the guide's commands left behind. */
  afterwards?: (reader: () => GuideReader) => void;
}

/** The guides are for a shell as Linux and macOS have it. */
const describeOnUnix = process.platform === 'win32' ? describe.skip : describe;

/**
 * Do what a guide tells, one test a block: files are saved, commands run, and what is printed is compared with what the guide says.
 * The built program is used.
 */
export function followGuide(guide: string, manner: GuideManner = {}): void {
  const blocks = blocksOf(readProjectFile(guide));
  const isTold = blocks.map((block, i) => [block.line, block.language, block, blocks[i + 1]] as const);

  describeOnUnix(`a reader who follows ${guide}`, () => {
    let reader: GuideReader;
    beforeAll(async () => {
      reader = await GuideReader.create(manner);
    });
    afterAll(() => reader.close());

    it.each(isTold)(
      'finds line %d (%s) as it is told',
      (_line, _language, block, next) => follow(reader, block, next, manner),
      180_000,
    );
    manner.afterwards?.(() => reader);
  });
}

async function follow(
  reader: GuideReader,
  { language, content, file, background }: Block,
  next: Block | undefined,
  { change, step = runStep, serverStays }: GuideManner,
): Promise<void> {
  if (file !== undefined) return reader.save(file, content);
  switch (language) {
    case 'sh':
      return background ? startServer(reader, content, next) : reader.run(content);
    case 'diff':
      return change?.(reader, content);
    case 'console':
      return consoleSteps(content).forEach((one) => step(reader, one));
    case 'log':
      return expect(firstDifference(content, reader.serverLog)).toBeUndefined();
    case 'text':
    case 'json': {
      const difference = language === 'json' ? firstJsonDifference : firstDifference;
      expect(difference(content, reader.printed ?? '(nothing)')).toBeUndefined();
      return serverStays ? undefined : reader.stopServer();
    }
    default: // An excerpt of a file.
  }
}

/** A server is up when it has printed the log that the guide shows next. */
function startServer(reader: GuideReader, commands: string, next?: Block): Promise<void> {
  if (next?.language !== 'log') return reader.startServer(commands);
  return reader.startServer(commands, () => firstDifference(next.content, reader.serverLog) === undefined);
}

/** Run a step and compare what it prints. */
export function runStep(reader: GuideReader, { command, output }: ConsoleStep): void {
  reader.run(command);
  expect(firstDifference(output, reader.printed ?? '(nothing)')).toBeUndefined();
}
