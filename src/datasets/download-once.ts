import { CancelledError, DamagedFileError } from '../core/errors.js';
import type { DatasetFile } from './dataset-spec.js';
import { storeVerified } from './originals.js';

const defaultTimeout = 30_000;

/** One attempt failed. `mayPass`: the same request may succeed a moment later. */
export class DownloadFailure extends Error {
  constructor(
    message: string,
    readonly mayPass: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export interface Download {
  url: string;
  file: DatasetFile;
  /** Where the file goes when it is the expected one. */
  path: string;
  fetch?: typeof fetch;
  timeoutMilliseconds?: number;
  onProgress?: (progress: { file: string; receivedBytes: number; totalBytes: number }) => void;
  signal?: AbortSignal;
}

/**
 * One request, streamed to a temporary file beside `path`, at most as many bytes as the file has.
 * @throws DownloadFailure, CancelledError; nothing partial remains.
 */
export async function downloadOnce(download: Download): Promise<void> {
  const { url, file, path, signal } = download;
  const silence = new Silence(download.timeoutMilliseconds ?? defaultTimeout);
  const either = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  const explain = (error: unknown) => networkFailure(error, download, silence.signal.aborted);
  try {
    const response = await (download.fetch ?? fetch)(url, { signal: either }).catch((error: unknown) => {
      throw explain(error);
    });
    silence.interrupted();
    if (!response.ok) {
      await response.body?.cancel();
      const answer = `${url} answered ${response.status} ${response.statusText}`.trimEnd();
      throw new DownloadFailure(answer, response.status >= 500);
    }
    await storeVerified(limited(received(response, explain), download, silence), path, file);
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    throw new DownloadFailure(`${url}: ${error.message.replace(/\.$/, '')}`, false, error);
  } finally {
    silence.end();
  }
}

/** The body's chunks; only what goes wrong in reading them is explained, not what their reader does. */
async function* received(response: Response, explain: (error: unknown) => Error): AsyncGenerator<Uint8Array> {
  try {
    yield* (response.body ?? []) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw explain(error);
  }
}

/** The chunks, until they are more than the file has or end too early. */
async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  { url, file, onProgress }: Download,
  silence: Silence,
): AsyncGenerator<Uint8Array> {
  let receivedBytes = 0;
  for await (const chunk of chunks) {
    silence.interrupted();
    receivedBytes += chunk.length;
    if (receivedBytes > file.bytes) {
      throw new DownloadFailure(`${url} sent more than the expected ${file.bytes} bytes`, false);
    }
    onProgress?.({ file: file.name, receivedBytes, totalBytes: file.bytes });
    yield chunk;
  }
  // A connection that closes early looks like the end when the server announced no length.
  if (receivedBytes < file.bytes) {
    throw new DownloadFailure(`${url} sent ${receivedBytes} of the expected ${file.bytes} bytes`, true);
  }
}

function networkFailure(error: unknown, download: Download, silent: boolean): Error {
  const { url, signal, timeoutMilliseconds = defaultTimeout } = download;
  if (signal?.aborted) return new CancelledError('The download was cancelled.', { cause: error });
  if (silent)
    return new DownloadFailure(`${url} sent nothing for ${timeoutMilliseconds / 1000} s`, true, error);
  // `fetch` says "fetch failed" or "terminated"; the reason is the cause.
  const { message, cause } = error as Error;
  const reason = (cause as Error | undefined)?.message;
  return new DownloadFailure(`${url} could not be read: ${reason || message}`, true, error);
}

/** Aborts when nothing happened for a while. */
class Silence {
  private readonly controller = new AbortController();
  private timer?: NodeJS.Timeout;

  constructor(private readonly milliseconds: number) {
    this.interrupted();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  interrupted(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.controller.abort(), this.milliseconds);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
