/** Characters that the hash looks at; longer texts that agree in them are told apart by comparison. */
const hashedLength = 24;

/**
 * A fixed map from texts to values with open addressing. For a text cut out of a file it is two to three times faster than
 * `Map`, which first has the engine compute and store the hash of every new string.
 */
export function textLookup<Value>(entries: ReadonlyMap<string, Value>): (text: string) => Value | undefined {
  let size = 8;
  while (size < entries.size * 4) size *= 2;
  const mask = size - 1;
  const keys = new Array<string>(size).fill('');
  const values = new Array<Value | undefined>(size).fill(undefined);
  const used = new Uint8Array(size);
  const slotOf = (text: string) => {
    const length = text.length;
    let hash = length;
    for (let i = 0; i < length && i < hashedLength; i++)
      hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    return (hash ^ (hash >>> 15)) & mask;
  };
  for (const [text, value] of entries) {
    let slot = slotOf(text);
    while (used[slot] === 1) slot = (slot + 1) & mask;
    used[slot] = 1;
    keys[slot] = text;
    values[slot] = value;
  }
  return (text) => {
    let slot = slotOf(text);
    while (used[slot] === 1) {
      if (keys[slot] === text) return values[slot];
      slot = (slot + 1) & mask;
    }
    return undefined;
  };
}
