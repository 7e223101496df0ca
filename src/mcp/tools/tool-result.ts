import type { CallToolResult } from '@modelcontextprotocol/server';
import { type SextantError, type ErrorDetail } from '../../core/errors.js';
import { textIn, type Language } from '../../core/language/language.js';
import type { AnswerEnvelope } from '../../learning/answer.js';
import type { PredictionResponse } from '../../scoring/predict-rows.js';
import { cleanText, cleaned } from '../clean-text.js';
import { texts } from '../texts.js';

/** A value as structured content, and the same as text behind lines that must be read first. */
export function valueResult(value: object, before: readonly string[] = [], longest?: number): CallToolResult {
  const content = cleaned(value, longest);
  const text = [...before.map((line) => cleanText(line)), JSON.stringify(content)].join('\n');
  return { content: [{ type: 'text', text }], structuredContent: content };
}

/** A prediction: what it must not be read without and whether it applies stand first. */
export function answerResult(response: PredictionResponse, language: Language): CallToolResult {
  const answers = 'answers' in response ? response.answers : [response];
  return valueResult(response, linesBefore(answers, language));
}

export function linesBefore(answers: readonly AnswerEnvelope[], language: Language): string[] {
  const notice = answers[0]?.notice;
  return [...(notice === undefined ? [] : [notice]), ...applicabilityOf(answers, language)];
}

function applicabilityOf(answers: readonly AnswerEnvelope[], language: Language): string[] {
  const remarks = [
    ...new Set(answers.flatMap(({ applicability }) => applicability.warnings.map(({ text }) => text))),
  ];
  const told = remarks.slice(0, mostRemarks).map((text) => `${textIn(texts.remarks, language)} ${text}`);
  const outside = answers.flatMap(({ applicability }, row) => (applicability.in_domain ? [] : [row + 1]));
  if (outside.length === 0) return [textIn(texts.within, language), ...told];
  const warning =
    answers.length === 1
      ? textIn(texts.outside, language)
      : `${textIn(texts.outsideRows, language)} ${outside.join(', ')}`;
  return [warning, ...told];
}

const mostRemarks = 10;

/** What was wrong with a call, in words by which a model can mend it. */
export function errorResult(error: SextantError, language: Language): CallToolResult {
  const lines = [
    textIn(texts.wrongInput, language),
    error.message,
    ...error.details.slice(0, mostPlaces).map(placeText),
    ...(error.hint === undefined ? [] : [`${textIn(texts.hint, language)} ${error.hint}`]),
  ];
  return {
    isError: true,
    content: [{ type: 'text', text: lines.map((line) => cleanText(line)).join('\n') }],
  };
}

export function failureResult(language: Language): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: textIn(texts.failed, language) }] };
}

const mostPlaces = 30;

function placeText({ pointer, column, row, line, expected, received }: ErrorDetail): string {
  const where = [pointer, column, row !== undefined && `row ${row}`, line !== undefined && `line ${line}`]
    .filter((part) => part !== undefined && part !== false && part !== '')
    .join(', ');
  return `- ${where === '' ? '' : `${where}: `}expected ${expected}, received ${received}`;
}
