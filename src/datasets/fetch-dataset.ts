import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CancelledError, DownloadError, type ErrorDetail } from '../core/errors.js';
import type { DatasetCatalogue } from './dataset-catalogue.js';
import type { DatasetFile, DatasetSpec } from './dataset-spec.js';
import { downloadOnce, DownloadFailure } from './download-once.js';
import { originalFileStatus, originalFolder } from './originals.js';

export interface FetchProgress {
  file: string;
  receivedBytes: number;
  totalBytes: number;
}

export interface FetchOptions {
  /** Stands in for Node's `fetch`. */
  fetch?: typeof fetch;
  /** A mirror: files are read from `<baseUrl>/<file name>` instead of their public addresses. */
  baseUrl?: string;
  /** Longest silence of the server; 30 s. */
  timeoutMilliseconds?: number;
  /** Tries per address; 3. Only network errors, timeouts and answers 5xx are tried again. */
  attempts?: number;
  /** Pause before the second try, doubled before each further one; 1 s. */
  backOffMilliseconds?: number;
  onProgress?: (progress: FetchProgress) => void;
  signal?: AbortSignal;
}

export interface FetchReport {
  dataset: string;
  /** `already` when the file was there and intact, so nothing was downloaded. */
  files: { name: string; path: string; already: boolean; url?: string }[];
}

/**
 * Download the original files of a dataset from their public addresses. A file takes its place only when its sha256 is the
 * expected one; whatever happens, nothing partial remains.
 * @throws NotFoundError (no such dataset), DownloadError saying what each address did and what to do, CancelledError.
 */
export async function fetchDataset(
  catalogue: DatasetCatalogue,
  name: string,
  options: FetchOptions = {},
): Promise<FetchReport> {
  const { spec } = await catalogue.get(name);
  const folder = originalFolder(catalogue.home, name);
  const report: FetchReport = { dataset: name, files: [] };
  for (const file of spec.files) {
    const path = join(folder, file.name);
    const already = (await originalFileStatus(folder, file)).state === 'intact';
    const url = already ? undefined : await fetchFile(spec, file, { ...options, path });
    report.files.push({ name: file.name, path, already, url });
  }
  return report;
}

async function fetchFile(
  spec: DatasetSpec,
  file: DatasetFile,
  options: FetchOptions & { path: string },
): Promise<string> {
  const { baseUrl } = options;
  const urls = baseUrl === undefined ? file.urls : [`${baseUrl.replace(/\/+$/, '')}/${file.name}`];
  const details: ErrorDetail[] = [];
  for (const url of urls) {
    const failure = await tryUrl(url, file, options);
    if (!failure) return url;
    details.push({
      pointer: `/files/${spec.files.indexOf(file)}`,
      expected: `${file.bytes} bytes with sha256 ${file.sha256} from ${url}`,
      received: failure,
    });
  }
  const happened = details.map(({ received }) => received).join('; ') || 'it has no public address';
  throw new DownloadError(`${file.name} of the dataset ${spec.name} could not be downloaded: ${happened}.`, {
    details,
    hint: `Download it by hand (${spec.source}), then run \`sextant datasets import FILE\`.`,
  });
}

/** @returns what went wrong at last, or undefined when the file is stored. */
async function tryUrl(
  url: string,
  file: DatasetFile,
  options: FetchOptions & { path: string },
): Promise<string | undefined> {
  const { attempts = 3, backOffMilliseconds = 1000, signal } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      if (signal?.aborted) throw new CancelledError('The download was cancelled.');
      await downloadOnce({ url, file, ...options });
      return undefined;
    } catch (error) {
      if (!(error instanceof DownloadFailure)) throw error;
      if (!error.mayPass || attempt >= attempts) {
        return attempt === 1 ? error.message : `${error.message} (${attempt} tries)`;
      }
      await pause(backOffMilliseconds * 2 ** (attempt - 1), signal);
    }
  }
}

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (error) {
    throw new CancelledError('The download was cancelled.', { cause: error });
  }
}
