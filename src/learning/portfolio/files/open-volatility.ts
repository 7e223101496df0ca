import { DamagedFileError, shown } from '../../../core/errors.js';
import { loadModel } from '../../../models/files/model-file.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import { bytesOf, parse, textOf } from '../../artefact-reader.js';
import { parseFitted } from '../../parse-fitted.js';
import type { VolatilityModel } from '../volatility/forecasts.js';
import { riskStateSchema, type RiskState } from './state.js';

/** @throws DamagedFileError when the state is not of its form, or about other assets. */
export function openState({ files }: LoadedModel, assets: readonly string[]): RiskState {
  const state = parseFitted(riskStateSchema, parse(files, 'preparation.json'));
  if (shown(state.assets) === shown(assets) && state.dynamics.assets.length === assets.length) return state;
  throw new DamagedFileError('The version knows other assets than the scenario.', {
    details: [{ pointer: '/assets', expected: shown(assets), received: shown(state.assets) }],
  });
}

/** What forecasts volatilities, to be asked other prices. The caller disposes of its model. */
export function openVolatility({ files }: LoadedModel, { scaling, dynamics }: RiskState): VolatilityModel {
  return { model: loadModel(textOf(files, 'model.json'), bytesOf(files, 'weights.bin')), scaling, dynamics };
}
