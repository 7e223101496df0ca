/** A fenced block of a guide. */
export interface Block {
  /** Line of the guide where its content begins, from 1. */
  line: number;
  language: string;
  /** `background` for a command that goes on while the next ones run. */
  background: boolean;
  /** The file that the block's content is to be saved as. */
  file?: string;
  content: string;
}

/** The fenced blocks of a Markdown text, in order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  markdown.split('\n').forEach((text, i) => {
    if (!text.startsWith('```')) {
      if (open) open.content += `${text}\n`;
    } else if (open) {
      blocks.push(open);
      open = undefined;
    } else {
      const [language, ...words] = text.slice(3).split(' ');
      const file = words.find((word) => word.startsWith('file='))?.slice('file='.length);
      open = { line: i + 2, language, background: words.includes('background'), file, content: '' };
    }
  });
  return blocks;
}

/**
 * A text after a change in diff form: the removed lines, which must stand together exactly once, give way to the added ones.
 * @throws Error when they do not.
 */
export function applyDiff(text: string, diff: string): string {
  const marked = (sign: string) =>
    diff
      .split('\n')
      .filter((line) => line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const parts = text.split(marked('-'));
  if (parts.length !== 2) throw new Error(`The guide's change does not fit its file:\n${diff}`);
  return parts.join(marked('+'));
}

/** A command of a `console` block, and what it is said to print. */
export interface ConsoleStep {
  command: string;
  output: string;
}

/** The commands of a `console` block, each after a `$`. */
export function consoleSteps(content: string): ConsoleStep[] {
  return content
    .split(/^\$ /mu)
    .slice(1)
    .map((step) => {
      const [command, ...output] = step.split('\n');
      return { command, output: output.join('\n') };
    });
}
