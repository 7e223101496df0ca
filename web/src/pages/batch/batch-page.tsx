import type { ScenarioDescription } from '../../api/types';
export function BatchPage({ scenario }: { scenario: ScenarioDescription }) {
  return <p>{scenario.id}</p>;
}
