import { Injectable } from '@nestjs/common';
import {
  Plugin,
  type ScenarioEndpoint,
  type ScenarioPlugin,
  type TrainedView,
} from '../../scenarios/scenario-plugin.js';
import { atomsOf } from './atoms.js';
import { knownMolecules } from './molecules.js';
import { neighboursOf } from './neighbours.js';

/** What a medicinal chemist adds: which known molecules are like this one, and which of its atoms an answer rests on. */
abstract class MoleculePlugin implements ScenarioPlugin {
  report(trained: TrainedView): unknown {
    return knownMolecules(trained);
  }

  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'neighbours',
      method: 'POST',
      summary: {
        en: 'The molecules of the training that are most alike, their Tanimoto similarity, and what is known of them',
        zh: '训练中最相似的分子、其 Tanimoto 相似度以及已知的结果',
      },
      handle: (body, served) => neighboursOf(body, served),
    },
    {
      name: 'atoms',
      method: 'POST',
      heavy: true,
      summary: {
        en: 'What each atom of the molecule counts for, as figures and drawn as SVG',
        zh: '分子中每个原子的贡献：数值及 SVG 图',
      },
      handle: (body, served) => atomsOf(body, served),
    },
  ];
}

@Injectable()
@Plugin('medical/drug-properties')
export class DrugPropertiesPlugin extends MoleculePlugin {}

@Injectable()
@Plugin('medical/drug-side-effects')
export class DrugSideEffectsPlugin extends MoleculePlugin {}

@Injectable()
@Plugin('medical/drug-toxicity')
export class DrugToxicityPlugin extends MoleculePlugin {}
