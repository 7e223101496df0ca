/** What differs from run to run, or from machine to machine. */
const volatile: readonly [RegExp, string][] = [
  [/\b[0-9A-HJKMNP-TV-Z]{26}\b/gu, '<id>'],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/gu, '<time>'],
  [/[\d.,]+ s\b/gu, '<seconds>'],
  [/[\d,]+ rows\/s/gu, '<speed>'],
  [/on the \w+ engine/gu, 'on the <engine>'],
];

/** Figures of a training may differ by this much between engines and still say the same. */
const tolerance = 0.05;

const decimal = /\d+\.\d+/gu;

function lines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\w+ \d+\/\d+: epoch /u.test(line))
    .map((line) =>
      volatile.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), line.trimEnd()),
    )
    .filter((line) => line !== '');
}

/**
 * The first line of `claimed` that `printed` does not have at its place, or undefined: words and whole numbers must be equal,
 * decimals close, and `…` stands for anything.
 */
export function firstDifference(claimed: string, printed: string): string | undefined {
  const expected = lines(claimed);
  const received = lines(printed);
  for (let i = 0; i < Math.max(expected.length, received.length); i++) {
    if (i < expected.length && i < received.length && isLike(expected[i], received[i])) continue;
    return `claimed: ${expected[i] ?? '(nothing more)'}\nprinted: ${received[i] ?? '(nothing more)'}`;
  }
  return undefined;
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
  return (
    found !== null &&
    figures.every((figure, i) => Math.abs(Number(figure) - Number(found[i + 1])) <= tolerance)
  );
}
