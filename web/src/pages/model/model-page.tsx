import type { ScenarioDescription } from '../../api/types';
export function ModelPage({ scenario }: { scenario: ScenarioDescription }) {
  return <p>{scenario.id}</p>;
}
