/**
 * The stem of an English word in lower case, by M. F. Porter, "An algorithm for suffix stripping" (Program 14(3), 1980), with the two
 * departures of its author's own programs (`bli` and `logi` in step 2). Words of other letters than a to z come back as they are.
 */
export function stem(word: string): string {
  if (word.length < 3 || !plainWord.test(word)) return word;
  // A y at the beginning is a consonant whatever follows.
  const marked = word.startsWith('y') ? `Y${word.slice(1)}` : word;
  return steps.reduce((stemmed, step) => step(stemmed), marked).toLowerCase();
}

const plainWord = /^[a-z]+$/u;

const consonant = '[^aeiou]';
const vowel = '[aeiouy]';
const consonants = `${consonant}[^aeiouy]*`;
const vowels = `${vowel}[aeiou]*`;

/** The measure m of a stem, how often vowels are followed by consonants: above 0, exactly 1, above 1. */
const measured = new RegExp(`^(?:${consonants})?${vowels}${consonants}`, 'u');
const measuredOnce = new RegExp(`^(?:${consonants})?${vowels}${consonants}(?:${vowels})?$`, 'u');
const measuredTwice = new RegExp(`^(?:${consonants})?${vowels}${consonants}${vowels}${consonants}`, 'u');
const hasVowel = new RegExp(`^(?:${consonants})?${vowel}`, 'u');
/** Consonant, vowel, consonant other than w, x and y: the end of a short word that lost an e. */
const shortEnd = new RegExp(`^${consonants}${vowel}[^aeiouwxy]$`, 'u');

type Step = (word: string) => string;

const plurals: Step = (word) => {
  if (/(?:ss|i)es$/u.test(word)) return word.slice(0, -2);
  return /[^s]s$/u.test(word) ? word.slice(0, -1) : word;
};

const pastForms: Step = (word) => {
  if (word.endsWith('eed')) return measured.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const [, stemmed] = /^(.+?)(?:ed|ing)$/u.exec(word) ?? [];
  if (stemmed === undefined || !hasVowel.test(stemmed)) return word;
  if (/(?:at|bl|iz)$/u.test(stemmed)) return `${stemmed}e`;
  if (/([^aeiouylsz])\1$/u.test(stemmed)) return stemmed.slice(0, -1);
  return shortEnd.test(stemmed) ? `${stemmed}e` : stemmed;
};

const finalY: Step = (word) =>
  word.endsWith('y') && hasVowel.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;

/** In place of a suffix another one, where what stands before it is long enough. */
function replacing(suffixes: Readonly<Record<string, string>>): Step {
  const longestFirst = Object.keys(suffixes).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`^(.+?)(${longestFirst.join('|')})$`, 'u');
  return (word) => {
    const [, before, suffix] = pattern.exec(word) ?? [];
    return before !== undefined && measured.test(before) ? before + suffixes[suffix] : word;
  };
}

const doubleSuffixes = replacing({
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  bli: 'ble',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
  logi: 'log',
});

const singleSuffixes = replacing({
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
});

const lastSuffix = /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/u;

const droppedSuffix: Step = (word) => {
  const [, before] = lastSuffix.exec(word) ?? /^(.+?[st])ion$/u.exec(word) ?? [];
  return before !== undefined && measuredTwice.test(before) ? before : word;
};

const finalE: Step = (word) => {
  if (!word.endsWith('e')) return word;
  const before = word.slice(0, -1);
  const dropped = measuredTwice.test(before) || (measuredOnce.test(before) && !shortEnd.test(before));
  return dropped ? before : word;
};

const doubleL: Step = (word) => (word.endsWith('ll') && measuredTwice.test(word) ? word.slice(0, -1) : word);

const steps: readonly Step[] = [
  plurals,
  pastForms,
  finalY,
  doubleSuffixes,
  singleSuffixes,
  droppedSuffix,
  finalE,
  doubleL,
];
