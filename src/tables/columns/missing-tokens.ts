/**
 * The one policy for missing values: these texts (spaces around them and the case of letters do not count) and JSON's null
 * mean that there is no value. A token that a column declares as a category's code or label is that category instead.
 */
export const missingTokens = ['', 'NA', 'N/A', 'null', 'NaN', '-', '?'] as const;

const folded: ReadonlySet<string> = new Set(missingTokens.map((token) => token.toLowerCase()));
const longest = Math.max(...missingTokens.map((token) => token.length));

/** Whether a text that is already trimmed stands for a missing value. */
export function isMissingText(trimmed: string): boolean {
  return trimmed.length <= longest && folded.has(trimmed.toLowerCase());
}

/** The policy of a column whose categories may be called so: only an empty text has no value. */
export function isEmptyText(trimmed: string): boolean {
  return trimmed === '';
}
