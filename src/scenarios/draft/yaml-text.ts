const plain = /^\p{L}[\p{L}\p{N} _./()-]*$/u;
/** Durations as task.options write them, such as 15min. */
const duration = /^\d+(?:s|min|h|d|bd|mo|y)$/u;
/** Words that YAML, or an older YAML, reads as something else than a text. */
const words = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'null']);

/** A value as YAML writes it on one line; a text without quotes where it needs none. */
export function yamlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlValue).join(', ')}]`;
  if (typeof value !== 'string') return String(value);
  const isWord = plain.test(value) && !words.has(value.toLowerCase()) && value === value.trim();
  return isWord || duration.test(value) ? value : JSON.stringify(value);
}

/** `key: value`, with a question to whoever reads it behind. */
export function yamlLine(key: string, value: unknown, question?: string): string {
  return `${key}: ${yamlValue(value)}${question === undefined ? '' : ` # ? ${question}`}`;
}
