import { Injectable } from '@nestjs/common';
import { Plugin, type ScenarioEndpoint, type ScenarioPlugin } from '../../scenarios/scenario-plugin.js';
import { planSignals } from './signal-plan.js';

/** Hourly traffic: works out the signal plan of an intersection from flows. */
@Injectable()
@Plugin('city/hourly-traffic')
export class HourlyTrafficPlugin implements ScenarioPlugin {
  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'signal-plan',
      method: 'POST',
      summary: {
        en: 'Green times of an intersection from the flows of its approaches, by Webster (1958)',
        zh: '按 Webster（1958）方法由各进口道流量计算交叉口绿灯时间',
      },
      example: {
        phases: [
          {
            name: 'north-south',
            lostSeconds: 5,
            approaches: [
              { name: 'north', flow: 600 },
              { name: 'south', flow: 420 },
            ],
          },
          { name: 'east-west', lostSeconds: 5, approaches: [{ name: 'east', flow: 450 }] },
        ],
        current: { cycle: 90, greens: [40, 40] },
      },
      handle: planSignals,
    },
  ];
}
