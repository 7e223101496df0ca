import { useEffect, useState } from 'react';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ask } from '../../api/client';
import type { Answer, AnswerList } from '../../api/types';
import { useLanguage } from '../../language/language';
import type { Body } from './request';

const pauseMilliseconds = 120;

/** A value once it has not changed for a moment. */
export function useSettled<Value>(value: Value, milliseconds = pauseMilliseconds): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** The answers to a body, one for each row that is asked for; the one before stays until the next is there. */
export function useAnswers(id: string, body: Body, version?: string): UseQueryResult<Answer[]> {
  const { language } = useLanguage();
  const text = JSON.stringify(body);
  const query = version === undefined ? '' : `?version=${version}`;
  return useQuery({
    queryKey: ['answer', id, version, text, language],
    queryFn: async ({ signal }) => {
      const asked = { method: 'POST', language, signal, body: JSON.parse(text) as unknown } as const;
      const answer = await ask<Answer | AnswerList>(`/v1/${id}/predict${query}`, asked);
      return 'answers' in answer ? answer.answers.map((one) => ({ ...one, names: answer.names })) : [answer];
    },
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  });
}
