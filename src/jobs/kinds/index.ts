import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkRegisteredFiles } from '../../core/files/registered-files.js';
import { batch } from './batch.job.js';
import { decide } from './decide.job.js';
import type { JobKind } from './job-kind.js';
import type { JobKindName } from './names.js';
import { rescore } from './rescore.job.js';
import { train } from './train.job.js';

/** Every kind of job has exactly one handler. A kind whose summary says more than another's stands before it: results are told by the first that fits. */
export const jobKinds: Readonly<Record<JobKindName, JobKind>> = { decide, rescore, batch, train };

/** @throws InvalidSpecificationError naming files and names without a partner. */
export function checkJobKinds(): void {
  const folder = dirname(fileURLToPath(import.meta.url));
  checkRegisteredFiles({ folder, pattern: /^(.+)\.job\.(?:js|ts)$/, registered: jobKinds });
}
