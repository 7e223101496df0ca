import { useScenarios } from '../api/queries';
import { useLanguage } from '../language/language';
import { Link } from '../routing/link';
import { useIndustries } from './industries';

/** Every industry with its questions, beside a question. */
export function Rail({ current }: { current: string }) {
  const { say, textOf } = useLanguage();
  const industries = useIndustries(useScenarios().data ?? []);
  return (
    <nav className="rail" aria-label={say('Questions')}>
      {industries.map(({ name, title, scenarios }) => (
        <details key={name} open={current.startsWith(`${name}/`)}>
          <summary>{title}</summary>
          <ul>
            {scenarios.map((one) => (
              <li key={one.id}>
                <Link to={`/${one.id}`} aria-current={one.id === current ? 'page' : undefined}>
                  {one.title ? textOf(one.title) : one.id}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}
