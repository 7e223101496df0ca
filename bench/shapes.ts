import type { Report } from '../src/learning/report.js';

/*
 * What benchmarks pass to each other. Types only: a benchmark that runs finds nothing here.
 */

/** Runs `sextant ARGUMENTS` and returns what it prints. */
export type Sextant = (...args: string[]) => string;

/** When, on what machine and of which commit something was measured. */
export interface Stamp {
  /** ISO 8601. */
  date: string;
  commit: string;
  machine: { cores: number; processor: string; memoryGiB: number; node: string };
}

/** A figure of somebody else, or of another method, on the same rows. */
export interface PeerFigure {
  model: string;
  value: number;
  /** By fold, where they are known. */
  each?: number[];
  /** Our figure less this one. */
  difference?: number;
  /** 95 % interval of the difference. */
  interval?: [number, number];
}

/** What a protocol measures. */
export interface Figure {
  metric: string;
  value: number;
  /** 95 % interval. */
  interval?: [number, number];
  peers: PeerFigure[];
  /** Seconds of one fit. */
  fit?: number;
  /** By fold. */
  each?: number[];
  /** The candidate that was chosen; by fold, where there are folds. */
  served?: Report['served'] | string[];
}

/** Where a protocol runs. */
export interface Surroundings {
  sextant: Sextant;
  /** A folder for its files. */
  work: string;
  /** The home of `sextant`. */
  home: string;
}

/** How the quality of a scenario is measured on real data. */
export interface Protocol {
  scenario: string;
  /** Folder of a dataset to import first. */
  data?: string;
  /** By which it is chosen, besides the scenario. */
  group?: string;
  name?: string;
  run: (surroundings: Surroundings) => Figure[] | Promise<Figure[]>;
}

/** What came of a protocol, as `bench/results/quality.json` keeps it. */
export interface ProtocolResult extends Stamp, Pick<Protocol, 'scenario' | 'data' | 'name'> {
  seconds: number;
  figures: Figure[];
}

/** What the parts of the benchmark of speed need. */
export interface SpeedSetting {
  home: string;
  environment: Record<string, string>;
  sextant: Sextant;
  /** The Python that has the peers' packages. */
  python: string;
  runs: number;
}
