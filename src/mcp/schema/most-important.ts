import { Injectable } from '@nestjs/common';
import { SextantError } from '../../core/errors.js';
import { readExample } from '../../scenarios/example-file.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { readRows } from '../../scoring/predict-rows.js';
import { ServedModels } from '../../scoring/served-models.js';
import { mostListed } from './compact-schema.js';

/** Which columns of a scenario with very many matter most: by what each adds to the answer to its example. */
@Injectable()
export class MostImportant {
  /** By tag: a version is explained once. */
  private readonly known = new Map<string, string[]>();

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly models: ServedModels,
  ) {}

  /** Names, the most important first; none where all are listed anyway, and where the champion cannot tell or there is none. */
  async columnsOf(id: string): Promise<string[]> {
    const scenario = this.catalogue.get(id);
    if (scenario.spec.columns.length <= mostListed) return [];
    const { example } = await readExample(scenario);
    const features = (example as { features?: unknown } | undefined)?.features;
    if (features === undefined) return [];
    try {
      return await this.models.use({ scenario: id }, (served) => {
        const known =
          this.known.get(served.tag) ??
          columnsBy(served.reasons?.explain(readRows(served, [features], () => '')).at(0)?.figures);
        this.known.set(served.tag, known);
        return Promise.resolve(known);
      });
    } catch (error) {
      // Without a champion there is no order of importance, which nobody waits for.
      if (error instanceof SextantError) return [];
      throw error;
    }
  }
}

interface Explained {
  reasons: readonly { feature: string; contribution: number }[];
  sensitive?: readonly { feature: string; contribution: number }[];
}

function columnsBy(explained: readonly Explained[] = []): string[] {
  const sizes = new Map<string, number>();
  for (const { reasons, sensitive = [] } of explained) {
    for (const { feature, contribution } of [...reasons, ...sensitive]) {
      sizes.set(feature, (sizes.get(feature) ?? 0) + Math.abs(contribution));
    }
  }
  return [...sizes].sort(([, a], [, b]) => b - a).map(([feature]) => feature);
}
