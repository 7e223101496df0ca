import { Injectable } from '@nestjs/common';
import { InvalidInputError, shown } from '../../core/errors.js';
import { Plugin, type ScenarioEndpoint, type ScenarioPlugin } from '../../scenarios/scenario-plugin.js';
import { leversOf } from './levers.js';

/** What a school adds: which of the things that it can change would change the outlook of one student. */
@Injectable()
@Plugin('education/student-outcome')
export class StudentOutcomePlugin implements ScenarioPlugin {
  readonly endpoints: readonly ScenarioEndpoint[] = [
    {
      name: 'levers',
      method: 'POST',
      summary: {
        en: 'What each change that the school can make would change for one student',
        zh: '学校能做的每一项改变对一名学生意味着什么',
      },
      handle: (body, served) => leversOf(featuresOf(body), served),
    },
  ];
}

function featuresOf(body: unknown): Record<string, unknown> {
  const features =
    typeof body === 'object' && body !== null && 'features' in body ? body.features : undefined;
  if (typeof features === 'object' && features !== null && !Array.isArray(features)) {
    return features as Record<string, unknown>;
  }
  throw new InvalidInputError('The request must hold one student.', {
    details: [{ pointer: '', expected: '{"features": {...}}', received: shown(body ?? null) }],
  });
}
