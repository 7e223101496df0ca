import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedLanguage } from '../core/language/accepted-language.js';
import type { Language } from '../core/language/language.js';
import { PhraseBook } from '../core/language/phrase-book.js';
import { sayDetail } from '../core/language/say-detail.js';
import type { ProblemDetails } from '../core/problem-details.js';
import type { JobDescription } from '../jobs/describe-job.js';
import { suitePhrases } from '../suite.phrases.js';
import { httpPhrases } from './phrases.js';

const book = new PhraseBook([...suitePhrases, httpPhrases]);

/** The language that an answer is given in; the answer says so, and that another header would have changed it. */
export function answerIn({ headers }: FastifyRequest, reply: FastifyReply): Language {
  const language = acceptedLanguage(headers['accept-language']);
  void reply.headers({ 'content-language': language, vary: 'Accept-Language' });
  return language;
}

/** The language that is asked for, of an answer that is given in it. */
export const AskedLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  const http = context.switchToHttp();
  return answerIn(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});

/** What was composed in English when a version was trained. */
export function sayText(text: string, language: Language): string {
  return book.say(text, language);
}

/** A problem with the texts that people read in a language: what is not translated stays English. */
export function sayProblem<Problem extends ProblemDetails>(problem: Problem, language: Language): Problem {
  const { title, detail, hint, errors } = problem;
  return {
    ...problem,
    title: book.say(title, language),
    ...(detail !== undefined && { detail: book.say(detail, language) }),
    ...(hint !== undefined && { hint: book.say(hint, language) }),
    ...(errors && { errors: errors.map((error) => sayDetail(error, book, language)) }),
  };
}

/** A job with the reason of its failure in a language. */
export function sayJob(job: JobDescription, language: Language): JobDescription {
  const { error } = job;
  if (!error) return job;
  const { message, hint, details } = error;
  const said = {
    ...error,
    message: book.say(message, language),
    ...(hint !== undefined && { hint: book.say(hint, language) }),
    ...(details && {
      details: details.map(({ expected, ...place }) => ({
        ...place,
        ...(expected !== undefined && { expected: book.say(expected, language) }),
      })),
    }),
  };
  return { ...job, error: said };
}
