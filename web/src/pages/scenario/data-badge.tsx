import { useLanguage } from '../../language/language';
import { Badge } from '../../parts/states';

/** Whether real rows stand behind a model. */
export function DataBadge({ kind }: { kind: string }) {
  const { say } = useLanguage();
  if (kind === 'synthetic-sample') return <Badge kind="warn">{say('synthetic data')}</Badge>;
  return <Badge kind="good">{say('real data')}</Badge>;
}
