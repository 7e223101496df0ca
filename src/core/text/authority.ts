/** A server's name and port as `Host` and `Origin` have them. */
export interface Authority {
  /** In small letters; an IPv6 address without its brackets. */
  name: string;
  /** Absent where none is written: the usual one of the scheme. */
  port?: number;
}

const form = /^(?:\[([\da-f:.]+)\]|([a-z\d_](?:[a-z\d_.-]*[a-z\d_])?)\.?)(?::(\d{1,5}))?$/i;

/** Reads `name`, `name:port`, `1.2.3.4:port` or `[::1]:port`; undefined for all else, such as a user before the name. */
export function parseAuthority(text: string): Authority | undefined {
  const [whole, address, name, digits] = form.exec(text) ?? [];
  if (whole === undefined || Number(digits ?? 0) > 65_535) return undefined;
  return { name: (address ?? name).toLowerCase(), ...(digits !== undefined && { port: Number(digits) }) };
}
