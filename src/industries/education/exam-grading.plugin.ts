import { Injectable } from '@nestjs/common';
import { Plugin, type ScenarioEndpoint, type ScenarioPlugin } from '../../scenarios/scenario-plugin.js';
import { compareAnswer } from './compare-answer.js';
import { gradingPhrases } from './phrases.js';

/** What an examiner adds: which part of the reference answer is there, and which is missing. */
@Injectable()
@Plugin('education/exam-grading')
export class ExamGradingPlugin implements ScenarioPlugin {
  readonly phrases = gradingPhrases;

  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'compare',
      method: 'POST',
      summary: {
        en: 'Which parts of the reference answer one answer has, and which are missing',
        zh: '一份回答包含参考答案的哪些部分、缺少哪些部分',
      },
      handle: compareAnswer,
    },
  ];
}
