const name = 'sextant-key';

/** The key with which this tab asks a server that wants one: it is forgotten with the tab. */
export function storedKey(): string | null {
  return sessionStorage.getItem(name);
}

export function storeKey(key: string): void {
  sessionStorage.setItem(name, key);
}

/** What every request of the API says of who asks. */
export function keyHeader(): Record<string, string> {
  const key = storedKey();
  return key === null ? {} : { authorization: `Bearer ${key}` };
}
