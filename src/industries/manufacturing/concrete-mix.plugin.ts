import { Injectable } from '@nestjs/common';
import { optimiseEndpoint, supportSection } from '../../proposals/optimise-endpoint.js';
import { Plugin, type ScenarioPlugin, type TrainedView } from '../../scenarios/scenario-plugin.js';
import { proposalPhrases } from '../../proposals/phrases.js';

/** What a concrete works adds: which mix would be stronger, or cheaper and strong enough. */
@Injectable()
@Plugin('manufacturing/concrete-mix')
export class ConcreteMixPlugin implements ScenarioPlugin {
  readonly phrases = proposalPhrases;

  readonly endpoints = [optimiseEndpoint()];

  report(trained: TrainedView): unknown {
    return supportSection(trained);
  }
}
