import { Header, Pax } from 'tar';

/** Archives are made of blocks of so many bytes. */
export const blockBytes = 512;

interface Described {
  path: string;
  /** Bytes; of a folder 0. */
  size: number;
  type: 'File' | 'Directory';
  time: Date;
}

/** What stands before the bytes of a file; a path or size that the old form has no room for comes in an extension before it. */
export function tarHeader({ path, size, type, time }: Described): Buffer {
  const isFolder = type === 'Directory';
  const fields = {
    path: isFolder ? `${path}/` : path,
    size,
    type,
    mtime: time,
    mode: isFolder ? 0o700 : 0o600,
  };
  const block = Buffer.alloc(blockBytes);
  const needsExtension = new Header(fields).encode(block);
  return needsExtension ? Buffer.concat([new Pax({ path: fields.path, size }).encode(), block]) : block;
}

/** What fills the last block of a file. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
}

/** Two empty blocks end an archive. */
export const tarEnd = Buffer.alloc(2 * blockBytes);
