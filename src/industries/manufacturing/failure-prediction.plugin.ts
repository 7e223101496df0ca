import { Injectable } from '@nestjs/common';
import { Plugin, type ScenarioEndpoint, type ScenarioPlugin } from '../../scenarios/scenario-plugin.js';
import { maintenanceAdvice } from './maintenance-advice.js';
import { manufacturingPhrases } from './phrases.js';

/** What a mechanical engineer adds: what to do first about a likely failure. */
@Injectable()
@Plugin('manufacturing/failure-prediction')
export class FailurePredictionPlugin implements ScenarioPlugin {
  readonly phrases = manufacturingPhrases;

  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'maintenance-advice',
      method: 'POST',
      summary: {
        en: 'What to do first about the likeliest failure mode, with the physics behind it',
        zh: '针对最可能的故障模式应首先采取的措施及其物理依据',
      },
      handle: maintenanceAdvice,
    },
  ];
}
