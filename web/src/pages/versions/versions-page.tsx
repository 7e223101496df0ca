import type { ScenarioDescription } from '../../api/types';
export function VersionsPage({ scenario }: { scenario: ScenarioDescription }) {
  return <p>{scenario.id}</p>;
}
