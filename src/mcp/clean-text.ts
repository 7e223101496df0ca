/** So many characters of one text are given to a model. */
const longestText = 2000;

const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text that came out of data: without characters that a reader does not see or that turn its direction, and not too long. */
export function cleanText(text: string, longest = longestText): string {
  const clean = text.replace(control, ' ');
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/** The same value with each text in it cleaned; numbers keep their bits. */
export function cleaned<Value>(value: Value, longest = longestText): Value {
  if (typeof value === 'string') return cleanText(value, longest) as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => cleaned(one, longest)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    cleanText(key, longest),
    cleaned(one as unknown, longest),
  ]);
  return Object.fromEntries(entries) as Value;
}

/** At most so many words of a text, on one line. */
export function fewWords(text: string, most: number): string {
  const words = cleanText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.length > most ? `${words.slice(0, most).join(' ')}…` : words.join(' ');
}
