import { lazy, Suspense, type ComponentType } from 'react';
import { useScenario } from '../../api/queries';
import type { ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import type { Phrase } from '../../language/phrases';
import { useTitle } from '../../parts/header';
import { Rail } from '../../parts/rail';
import { Failure, NotFound, Notice } from '../../parts/states';
import { Link } from '../../routing/link';
import { costsOf } from '../costs/costs';
import { AskPage } from '../ask/ask-page';
import { DataBadge } from './data-badge';

type Page = ComponentType<{ scenario: ScenarioDescription }>;

const BatchPage = lazy(() =>
  import('../batch/batch-page').then(({ BatchPage: page }) => ({ default: page })),
);
const ModelPage = lazy(() =>
  import('../model/model-page').then(({ ModelPage: page }) => ({ default: page })),
);
const LearntPage = lazy(() =>
  import('../learnt/learnt-page').then(({ LearntPage: page }) => ({ default: page })),
);
const CostsPage = lazy(() =>
  import('../costs/costs-page').then(({ CostsPage: page }) => ({ default: page })),
);
const VersionsPage = lazy(() =>
  import('../versions/versions-page').then(({ VersionsPage: page }) => ({ default: page })),
);

interface PageOfScenario {
  name?: string;
  title: Phrase;
  page: Page;
  /** Absent: every scenario has it. */
  isOf?: (scenario: ScenarioDescription) => boolean;
}

/** The pages of a scenario by the third name of their address; the first has none. */
const pages: readonly PageOfScenario[] = [
  { title: 'Ask', page: AskPage },
  { name: 'batch', title: 'Score a file', page: BatchPage },
  { name: 'model', title: 'How good is it', page: ModelPage },
  {
    name: 'learnt',
    title: 'What it has learnt',
    page: LearntPage,
    isOf: ({ hasImportance }) => hasImportance,
  },
  { name: 'costs', title: 'Costs', page: CostsPage, isOf: (scenario) => costsOf(scenario) !== undefined },
  { name: 'versions', title: 'Versions', page: VersionsPage },
];

export function ScenarioPage({ id, page }: { id: string; page?: string }) {
  const { say } = useLanguage();
  const scenario = useScenario(id);
  const shown = pages.find(({ name }) => name === page);
  if (!shown || (scenario.error && 'status' in scenario.error && scenario.error.status === 404))
    return <NotFound />;
  return (
    <div className="with-rail">
      <Rail current={id} />
      <article className="page">
        {scenario.error && <Failure error={scenario.error} />}
        {scenario.isPending && <p className="quiet">{say('Loading …')}</p>}
        {scenario.data && (
          <>
            <ScenarioHead scenario={scenario.data} page={page} title={say(shown.title)} />
            <Suspense fallback={<p className="quiet">{say('Loading …')}</p>}>
              <shown.page scenario={scenario.data} />
            </Suspense>
            <Caveats scenario={scenario.data} />
          </>
        )}
      </article>
    </div>
  );
}

function ScenarioHead({
  scenario,
  page,
  title,
}: {
  scenario: ScenarioDescription;
  page?: string;
  title: string;
}) {
  const { say, textOf } = useLanguage();
  useTitle(`${textOf(scenario.title)} · ${title}`);
  return (
    <header className="head">
      <h1>{textOf(scenario.question)}</h1>
      <p className="badges">
        <span className="quiet">{textOf(scenario.title)}</span>
        {scenario.headline && <DataBadge kind={scenario.headline.data} />}
      </p>
      {scenario.problem !== undefined && <Notice kind="bad">{scenario.problem}</Notice>}
      <nav className="tabs" aria-label={say('Pages of this question')}>
        {pages
          .filter(({ isOf }) => isOf?.(scenario) !== false)
          .map(({ name, title: tab }) => (
            <Link
              key={tab}
              to={`/${scenario.id}${name === undefined ? '' : `/${name}`}`}
              aria-current={name === page ? 'page' : undefined}
            >
              {say(tab)}
            </Link>
          ))}
      </nav>
    </header>
  );
}

function Caveats({ scenario: { caveats, notFor } }: { scenario: ScenarioDescription }) {
  const { say, textOf } = useLanguage();
  if (caveats.length + notFor.length === 0) return null;
  const lists = [
    { title: say('What to know'), texts: caveats },
    { title: say('Not for'), texts: notFor },
  ].filter(({ texts }) => texts.length > 0);
  return (
    <footer className="caveats">
      {lists.map(({ title, texts }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {texts.map((text) => (
              <li key={text.en}>{textOf(text)}</li>
            ))}
          </ul>
        </section>
      ))}
    </footer>
  );
}
