import type { Configuration } from '../core/configuration.js';

/** Reads the environment when a command runs, so that `--help` works whatever the environment holds. */
export type ReadConfiguration = () => Configuration;
