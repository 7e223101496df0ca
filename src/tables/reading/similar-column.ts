import { nearestName } from '../../core/text/nearest-name.js';

/** A name without what people change unawares: case, blanks around and doubled, forms of the same letter. */
export function foldedName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** The words of a name, whatever stands between them and in whatever order: `loanAmount`, `Amount of-loan`. */
function wordsOf(name: string): string {
  const words = name
    .normalize('NFKC')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return words
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}

/** The one name that is the same but for case and blanks; undefined where there is none, or several. */
export function sameName(wanted: string, names: readonly string[]): string | undefined {
  const folded = foldedName(wanted);
  return onlyOne(names.filter((name) => foldedName(name) === folded));
}

/** The name that was probably meant: the same but for case and blanks, the same words in another order, or one with few wrong letters. */
export function similarName(wanted: string, names: readonly string[]): string | undefined {
  const words = wordsOf(wanted);
  const ofWords = words === '' ? undefined : onlyOne(names.filter((name) => wordsOf(name) === words));
  const same = sameName(wanted, names) ?? ofWords;
  if (same !== undefined || wanted.length < fewestLetters) return same;
  return nearestName(wanted, names.slice(0, mostCompared));
}

/** One wrong letter of a shorter name is too much. */
const fewestLetters = 4;

/** Letters are compared with so many names at most: a header may have very many. */
const mostCompared = 200;

function onlyOne(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}
