import { useMemo } from 'react';
import type { ScenarioDescription } from '../../api/types';
import { useLanguage } from '../../language/language';
import { Failure, Notice } from '../../parts/states';
import { usePlace } from '../../routing/place';
import { AnswerCard } from './answer-card';
import { AsRequest } from './as-request';
import { Compared } from './compared';
import { Examples } from './examples';
import { Explained } from './explained';
import { Form } from './form';
import { FurtherAnswers } from './further-answers';
import { Picture } from './picture';
import { isBody, listOf, type Body } from './request';
import { useAnswers, useSettled } from './use-answer';
import { useRequest } from './use-request';

/** Ask one question: its form, and the answer as it changes. */
export function AskPage({ scenario }: { scenario: ScenarioDescription }) {
  const { say } = useLanguage();
  if (scenario.champion === undefined) {
    return (
      <Notice kind="warn">
        {scenario.problem ??
          say('This question has no model yet. It answers as soon as its first training has ended.')}
      </Notice>
    );
  }
  if (!isBody(scenario.example)) return <Notice>{say('This scenario has no example to begin with.')}</Notice>;
  return <Asking scenario={scenario} example={scenario.example} />;
}

function Asking({ scenario, example }: { scenario: ScenarioDescription; example: Body }) {
  const request = useRequest(example);
  const version = usePlace().query.get('version') ?? undefined;
  const body = useSettled(request.body);
  const answers = useAnswers(scenario.id, body, version);
  const remarks = useMemo(() => remarksOf(answers.data?.[0]?.applicability.warnings ?? []), [answers.data]);
  const isPending = answers.isFetching || body !== request.body;
  return (
    <div className="ask">
      <section className="inputs">
        <Examples {...{ scenario, example, request }} />
        <Form {...{ scenario, request, remarks }} />
      </section>
      <div className="outputs">
        {answers.error && <Failure error={answers.error} />}
        {!answers.error && answers.data && (
          <>
            <Answers {...{ scenario, body, isPending }} answers={answers.data} />
            <Compared {...{ scenario, example, request }} now={answers.data[0]} />
            <Explained {...{ scenario, body, version }} />
            <FurtherAnswers scenario={scenario} body={body} />
          </>
        )}
        {answers.isPending && <div className="card answer pending placeholder" />}
        <AsRequest id={scenario.id} body={request.body} />
      </div>
    </div>
  );
}

interface AnswersProps {
  scenario: ScenarioDescription;
  body: Body;
  answers: NonNullable<ReturnType<typeof useAnswers>['data']>;
  isPending: boolean;
}

/** One answer with its picture; of several the first eight. */
function Answers({ scenario, body, answers, isPending }: AnswersProps) {
  const { say } = useLanguage();
  const series = listOf(body)?.rows ?? [];
  return (
    <>
      {answers.slice(0, 8).map((answer, i) => (
        <div key={i} className="one-answer">
          {answers.length > 1 && <h2>{say('Answer {n} of {of}', { n: i + 1, of: answers.length })}</h2>}
          <AnswerCard {...{ scenario, answer, isPending }} />
          <Picture
            {...{ scenario, answer }}
            body={answers.length > 1 && series.length > 0 ? { rows: [] } : body}
          />
        </div>
      ))}
    </>
  );
}

/** What the answer remarks on, by column. */
function remarksOf(warnings: readonly { column?: string; text: string }[]): ReadonlyMap<string, string> {
  return new Map(
    warnings.flatMap(({ column, text }) => (column === undefined ? [] : [[column, text] as const])),
  );
}
