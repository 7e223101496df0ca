import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useLanguage } from '../language/language';
import { ask } from './client';
import type {
  Dependence,
  Importance,
  Job,
  JobPage,
  Profile,
  Readiness,
  Report,
  ScenarioDescription,
  ScenarioSummary,
  Version,
} from './types';

/** Every scenario, with what is the state of its model; asked again while one is being trained. */
export function useScenarios(): UseQueryResult<ScenarioSummary[]> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['scenarios'],
    queryFn: ({ signal }) => ask<ScenarioSummary[]>('/v1/scenarios', { language, signal }),
    refetchInterval: ({ state }) => (state.data?.every(({ champion }) => champion) ? false : 4000),
  });
}

/** How each scenario stands, by its id. A server that is not ready says so of each, too. */
export function useReadiness(): Readiness['scenarios'] {
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ['readiness'],
    queryFn: async ({ signal }) => {
      const response = await fetch('/readyz', { signal, headers: { 'accept-language': language } });
      const { scenarios = {} } = (await response.json()) as Partial<Readiness>;
      return scenarios;
    },
    refetchInterval: ({ state }) =>
      Object.values(state.data ?? {}).some((one) => one.state === 'training') ? 4000 : false,
  });
  return data ?? {};
}

export function useScenario(id: string): UseQueryResult<ScenarioDescription> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['scenario', id, language],
    queryFn: ({ signal }) => ask<ScenarioDescription>(`/v1/${id}`, { language, signal }),
    placeholderData: (before) => (before?.id === id ? before : undefined),
    refetchInterval: ({ state }) => (state.data && !state.data.champion ? 4000 : false),
  });
}

export function useReport(id: string, model: string | undefined): UseQueryResult<Report> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['report', id, model],
    queryFn: ({ signal }) => ask<Report>(`/v1/${id}/report`, { language, signal }),
    enabled: model !== undefined,
  });
}

/** What the rows were like that the champion learnt from; undefined where none was kept. */
export function useProfile(id: string, model: string | undefined): UseQueryResult<Profile | null> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['profile', id, model],
    queryFn: ({ signal }) => ask<Profile>(`/v1/${id}/profile`, { language, signal }).catch(() => null),
    enabled: model !== undefined,
  });
}

/** The champion's plot as SVG; null where it has none. */
export function usePlot(id: string, model: string | undefined): UseQueryResult<string | null> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['plot', id, model],
    queryFn: ({ signal }) => ask<string>(`/v1/${id}/plot.svg`, { language, signal }).catch(() => null),
    enabled: model !== undefined,
  });
}

/** How much every column moves the answers of the champion. */
export function useImportance(id: string, model: string | undefined): UseQueryResult<Importance> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['importance', id, model, language],
    queryFn: ({ signal }) => ask<Importance>(`/v1/${id}/importance`, { language, signal }),
    enabled: model !== undefined,
  });
}

/** How the answers of the champion depend on a column. */
export function useDependence(
  id: string,
  model: string | undefined,
  column: string,
): UseQueryResult<Dependence> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['dependence', id, model, column, language],
    queryFn: ({ signal }) =>
      ask<Dependence>(`/v1/${id}/dependence/${encodeURIComponent(column)}`, { language, signal }),
    enabled: model !== undefined,
    placeholderData: (before) => before,
  });
}

export function useVersions(id: string): UseQueryResult<Version[]> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['versions', id],
    queryFn: ({ signal }) => ask<Version[]>(`/v1/${id}/versions`, { language, signal }),
  });
}

export function useJobs(query: string): UseQueryResult<JobPage> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['jobs', query, language],
    queryFn: ({ signal }) => ask<JobPage>(`/v1/jobs${query}`, { language, signal }),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.jobs.some(isUnderWay) ? 1000 : 5000),
  });
}

export function useJob(id: string): UseQueryResult<Job> {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['job', id, language],
    queryFn: ({ signal }) => ask<Job>(`/v1/jobs/${id}`, { language, signal }),
  });
}

export function isUnderWay({ state }: Job): boolean {
  return state === 'queued' || state === 'running';
}
