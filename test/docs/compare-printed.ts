/** What differs from run to run, or from machine to machine. */
const volatile: readonly [RegExp, string][] = [
  [/\b[0-9A-HJKMNP-TV-Z]{26}\b/gu, '<id>'],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/gu, '<time>'],
  [/[\d.,]+ s\b/gu, '<seconds>'],
  [/[\d,]+ rows\/s/gu, '<speed>'],
  [/on the \w+ engine/gu, 'on the <engine>'],
  [/\bengine: \w+ [\w.-]+/gu, 'engine: <engine>'],
  // The time before a log line.
  [/^\[\d\d:\d\d:\d\d\] /gu, ''],
];

/** Lines that a slow machine prints and a fast one does not. */
const progress = /\bepoch \d+ of at most \d+|^[\d,]+ rows(?: \(\d+ %\))?, .* left$/u;

/** Figures of a training may differ by this much between engines and still say the same; large ones by this share. */
const tolerance = 0.05;
const share = 0.02;

const decimal = /\d+\.\d+/gu;

function lines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !progress.test(line))
    .map((line) =>
      volatile.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), line.trimEnd()),
    )
    .filter((line) => line !== '');
}

/**
 * The first line of `claimed` that `printed` does not have at its place, or undefined: words and whole numbers must be equal,
 * decimals close, `…` stands for anything, and a line `…` or `...` for any number of lines.
 */
export function firstDifference(claimed: string, printed: string): string | undefined {
  return differenceOf(lines(claimed), lines(printed));
}

function differenceOf(expected: readonly string[], received: readonly string[]): string | undefined {
  for (let i = 0; i < Math.max(expected.length, received.length); i++) {
    if (/^(?:…|\.\.\.)$/u.test(expected[i])) return afterGap(expected.slice(i + 1), received.slice(i));
    if (i < expected.length && i < received.length && isLike(expected[i], received[i])) continue;
    return `claimed: ${expected[i] ?? '(nothing more)'}\nprinted: ${received[i] ?? '(nothing more)'}`;
  }
  return undefined;
}

/** The difference of the lines after a gap: none when they fit somewhere, else that of the last lines. */
function afterGap(expected: readonly string[], received: readonly string[]): string | undefined {
  const fits = received.some((_, start) => differenceOf(expected, received.slice(start)) === undefined);
  if (fits || expected.length === 0) return undefined;
  return differenceOf(expected, received.slice(-expected.length));
}

/** The same for two JSON texts, however they are laid out. */
export function firstJsonDifference(claimed: string, printed: string): string | undefined {
  const laidOut = (text: string) => JSON.stringify(JSON.parse(text), null, 2);
  return firstDifference(laidOut(claimed), laidOut(printed));
}

function isLike(claimed: string, printed: string): boolean {
  const pattern = claimed
    .replace(decimal, '\u0000')
    .replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
    .replaceAll('…', '.*')
    .replaceAll('\u0000', '(\\d+(?:\\.\\d+)?)');
  const found = new RegExp(`^${pattern}$`, 'u').exec(printed);
  const figures = claimed.match(decimal) ?? [];
  return found !== null && figures.every((figure, i) => isNear(Number(figure), Number(found[i + 1])));
}

function isNear(claimed: number, printed: number): boolean {
  return Math.abs(claimed - printed) <= Math.max(tolerance, share * claimed);
}
