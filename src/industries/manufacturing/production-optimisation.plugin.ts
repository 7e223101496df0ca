import { Injectable } from '@nestjs/common';
import { optimiseEndpoint, supportSection } from '../../proposals/optimise-endpoint.js';
import { Plugin, type ScenarioPlugin, type TrainedView } from '../../scenarios/scenario-plugin.js';
import { proposalPhrases } from '../../proposals/phrases.js';

/** What a plant adds: which vacuum would give more power in this weather. */
@Injectable()
@Plugin('manufacturing/production-optimisation')
export class ProductionOptimisationPlugin implements ScenarioPlugin {
  readonly phrases = proposalPhrases;

  readonly endpoints = [optimiseEndpoint()];

  report(trained: TrainedView): unknown {
    return supportSection(trained);
  }
}
