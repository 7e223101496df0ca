import { serialiseModel } from '../../../models/files/model-file.js';
import type { FittedRisk } from '../fit/fit-risk.js';
import type { PriceHistory } from '../../prices/price-history.js';
import { historyFile, writeHistory } from './history-file.js';
import type { RiskState } from './state.js';

export function riskFiles(
  { candidate, scaling, dynamics, driver, volatilities, parts }: FittedRisk,
  history: PriceHistory,
): Record<string, string | Uint8Array> {
  const { json, weights } = serialiseModel(candidate.model);
  const state: RiskState = {
    format: 1,
    assets: [...history.assets],
    driver,
    scaling,
    dynamics,
    days: history.days.length,
    learntUntil: parts.test,
  };
  return {
    'model.json': json,
    'weights.bin': weights,
    'preparation.json': `${JSON.stringify(state)}\n`,
    [historyFile]: writeHistory({ history, volatilities: volatilities[driver] }),
  };
}
