import type { Report } from '../../api/types';

export interface ReliabilityBin {
  lower: number;
  upper: number;
  count: number;
  meanProbability: number | null;
  observedRate: number | null;
}

export interface HorizonReport {
  horizon: string;
  mae: number;
  baselines: Record<string, { mae?: number }>;
}

/** What is drawn of what a task tells of its rows held out; each task has some of it. */
export interface KnownDetails {
  reliability?: ReliabilityBin[];
  horizons?: HorizonReport[];
}

export function detailsOf({ details }: Report): KnownDetails {
  if (typeof details !== 'object' || details === null) return {};
  const { reliability, horizons } = details as Record<string, unknown>;
  return {
    ...(isListWith<ReliabilityBin>(reliability, 'meanProbability') && { reliability }),
    ...(isListWith<HorizonReport>(horizons, 'baselines') && { horizons }),
  };
}

function isListWith<Entry>(value: unknown, field: string): value is Entry[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((one: unknown) => typeof one === 'object' && one !== null && field in one);
}
