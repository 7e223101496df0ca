import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { Authority } from '../core/text/authority.js';
import type { Configuration } from '../core/configuration.js';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Ports that a scheme means where none is written. */
const usualPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

/**
 * The names by which this server may be asked. A browser takes a page of any site for one of this server's own when the site's name
 * leads here, which whoever owns the name can arrange at any moment; so where only this machine is served, only names that nobody else
 * can own are answered.
 */
export class KnownHosts {
  private constructor(
    private readonly listening: string,
    private readonly named: readonly Authority[],
    private readonly servesThisMachineAlone: boolean,
  ) {}

  static async of({ host, hosts }: Pick<Configuration, 'host' | 'hosts'>): Promise<KnownHosts> {
    return new KnownHosts(host.toLowerCase(), hosts, await isThisMachineAlone(host.toLowerCase()));
  }

  /** Whether any name will do: the server is meant for other machines, and nobody said by which names they know it. */
  get takesAny(): boolean {
    return !this.servesThisMachineAlone && this.named.length === 0;
  }

  accepts(authority: Authority): boolean {
    if (this.takesAny || isLoopback(authority.name) || this.isNamed(authority, Object.values(usualPorts))) {
      return true;
    }
    return this.servesThisMachineAlone && authority.name === this.listening;
  }

  /** Whether a page of this origin is one of this server's own, which was asked as `host`; this server itself speaks http. */
  isOwnOrigin({ scheme, authority }: Origin, host: Authority | undefined): boolean {
    const port = usualPorts[scheme];
    if (port === undefined) return false;
    if (this.isNamed(authority, [port])) return true;
    const isHost =
      authority.name === host?.name && (authority.port ?? port) === (host.port ?? usualPorts.http);
    return scheme === 'http' && isHost;
  }

  /** A name without a port was allowed at every port. */
  private isNamed({ name, port }: Authority, usual: readonly number[]): boolean {
    return this.named.some((one) => {
      if (one.name !== name) return false;
      return one.port === undefined || (port === undefined ? usual : [port]).includes(one.port);
    });
  }
}

export interface Origin {
  /** Without the colon. */
  scheme: string;
  authority: Authority;
}

/** Whether a name leads to this machine wherever it is asked: `localhost` and the names below it are nobody's (RFC 6761). */
function isLoopback(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  const version = isIP(name);
  return version !== 0 && loopback.check(name, version === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a server that listens on `host` is reached from this machine alone. */
export async function isThisMachineAlone(host: string): Promise<boolean> {
  if (isIP(host) !== 0 || isLoopback(host)) return isLoopback(host);
  // A name that leads nowhere cannot be listened on.
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.every(({ address }) => isLoopback(address));
}
