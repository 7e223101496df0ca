import { lazy, Suspense, type MouseEvent } from 'react';
import { useLanguage } from './language/language';
import { Questions } from './pages/questions/questions';
import { NotFound } from './parts/states';
import { Header } from './parts/header';
import { usePlace } from './routing/place';

const ScenarioPage = lazy(() =>
  import('./pages/scenario/scenario-page').then(({ ScenarioPage: page }) => ({ default: page })),
);
const JobsPage = lazy(() =>
  import('./pages/jobs/jobs-page').then(({ JobsPage: page }) => ({ default: page })),
);
const JobPage = lazy(() => import('./pages/jobs/job-page').then(({ JobPage: page }) => ({ default: page })));
const DataPage = lazy(() =>
  import('./pages/data/data-page').then(({ DataPage: page }) => ({ default: page })),
);
const OwnPage = lazy(() => import('./pages/own/own-page').then(({ OwnPage: page }) => ({ default: page })));
const TourPage = lazy(() =>
  import('./pages/tour/tour-page').then(({ TourPage: page }) => ({ default: page })),
);

export function App() {
  const { say } = useLanguage();
  return (
    <>
      <a className="skip" href="#content" onClick={toContent}>
        {say('Skip to the content')}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<p className="quiet">{say('Loading …')}</p>}>
          <Page />
        </Suspense>
      </main>
    </>
  );
}

/** What stands behind `#` is the state of the page, and must stay. */
function toContent(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

/** The page that the address means. */
function Page() {
  const { path } = usePlace();
  const [first, second, third] = path;
  if (first === undefined) return <Questions />;
  if (first === 'jobs') return second === undefined ? <JobsPage /> : <JobPage id={second} key={second} />;
  if (first === 'data' && second === undefined) return <DataPage />;
  if (first === 'own' && second === undefined) return <OwnPage />;
  if (first === 'tour' && second === undefined) return <TourPage />;
  if (second === undefined) return <NotFound />;
  const id = `${first}/${second}`;
  return <ScenarioPage id={id} page={third} key={id} />;
}
