import type { Predictor } from '../../learning/predictor.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { requireOverall } from '../row-reasons.js';

/** What stands around all that is told of what a version has learnt. */
export function commonOf(served: Predictor, method: string) {
  const { tag, synthetic, scenario } = served;
  const { id, notice } = scenario.spec;
  return {
    scenario: id,
    model: tag,
    method,
    references: requireOverall(served).references,
    ending: { ...(notice && { notice: notice.en }), syntheticModel: synthetic },
  };
}

export function columnHead({ sensitive }: ScenarioSpec, { name, meaning }: ColumnSpec) {
  return {
    column: name,
    meaning: meaning.en,
    ...(sensitive.includes(name) && { sensitive: true as const }),
  };
}
