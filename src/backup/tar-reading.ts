import { Header, Pax } from 'tar';
import { blockBytes } from './tar-writing.js';

export interface TarEntry {
  path: string;
  /** `other` for links, devices and whatever else an archive can hold. */
  kind: 'file' | 'folder' | 'other';
  /** Bytes. */
  size: number;
  /** Its bytes; what is not read of them is passed over with the next entry. */
  content: AsyncIterable<Buffer>;
}

/** The archive ends too soon or is not of its form. */
export class BrokenTarError extends Error {}

/** More than any path takes. */
const longestExtension = 1024 ** 2;

const kinds: Readonly<Record<string, TarEntry['kind']>> = {
  File: 'file',
  OldFile: 'file',
  Directory: 'folder',
};

/**
 * The entries of an archive, one after the other, in memory of one piece of `bytes`.
 * @throws BrokenTarError
 */
export async function* readTar(bytes: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const source = new Source(bytes);
  let extension: Pax | undefined;
  for (;;) {
    const header = new Header(await source.take(blockBytes), 0, extension);
    if (header.nullBlock) return requireEnd(source);
    if (!header.cksumValid) throw new BrokenTarError('what should be the head of an entry is none');
    const size = header.size ?? 0;
    if (header.type === 'ExtendedHeader') {
      if (size > longestExtension) throw new BrokenTarError('an extension is too long');
      extension = Pax.parse((await source.take(size)).toString('utf8'));
      await source.take(paddingOf(size));
      continue;
    }
    // Of a path in an extension, the library would put what the old form has room for in front.
    const path = (extension?.path ?? header.path ?? '').replace(/\/$/, '');
    extension = undefined;
    const content = source.pieces(size);
    yield { path, kind: kinds[header.type] ?? 'other', size, content };
    for await (const rest of content) void rest;
    await source.take(paddingOf(size));
  }
}

function paddingOf(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

async function requireEnd(source: Source): Promise<void> {
  for await (const rest of source.rest()) {
    if (rest.some((byte) => byte !== 0)) throw new BrokenTarError('something follows its end');
  }
}

/** Bytes in pieces of the sizes that are asked for. */
class Source {
  private readonly iterator: AsyncIterator<Buffer>;
  private piece: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>) {
    this.iterator = bytes[Symbol.asyncIterator]();
  }

  async take(size: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.pieces(size)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *pieces(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0;) {
      if (!(await this.fill())) throw new BrokenTarError('it ends too soon');
      const taken = this.piece.subarray(0, left);
      this.piece = this.piece.subarray(taken.length);
      left -= taken.length;
      yield taken;
    }
  }

  async *rest(): AsyncGenerator<Buffer> {
    while (await this.fill()) {
      yield this.piece;
      this.piece = Buffer.alloc(0);
    }
  }

  private async fill(): Promise<boolean> {
    while (this.piece.length === 0) {
      const next = await this.iterator.next();
      if (next.done) return false;
      this.piece = next.value;
    }
    return true;
  }
}
