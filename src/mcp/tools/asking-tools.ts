import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import type { AnswerList } from '../../learning/answer.js';
import { AskScenario } from './ask-scenario.js';
import { genericTool, inputs } from './generic-tool.js';
import { answerResult, linesBefore, valueResult } from './tool-result.js';
import type { McpTool } from './tool.js';

const { scenario, version, features } = inputs;
const mostRows = 200;
const rows = z.array(z.record(z.string(), z.unknown())).min(1).max(mostRows);

/** Tools that ask a model about rows of any scenario. Another way to ask is another tool in this list. */
@Injectable()
export class AskingTools {
  constructor(
    private readonly ask: AskScenario,
    private readonly catalogue: ScenarioCatalogue,
  ) {}

  list(): McpTool[] {
    return [this.predict(), this.explain(), this.whatIf(), this.counterfactual()];
  }

  private predict(): McpTool {
    return genericTool({
      name: 'predict',
      role: 'scorer',
      description:
        'Predict rows of any scenario; for one row prefer its own tool. Give features, rows or, where rows are read with those before them, history.',
      input: z.object({
        scenario,
        version,
        features: features.optional(),
        rows: rows.optional(),
        history: rows.optional(),
      }),
      call: async ({ scenario: id, version: asked, ...forms }, { language }) => {
        return answerResult(
          await this.ask.predict(id, oneForm(forms, ['features', 'rows', 'history']), {
            version: asked,
            language,
          }),
          language,
        );
      },
    });
  }

  private explain(): McpTool {
    return genericTool({
      name: 'explain',
      role: 'scorer',
      description:
        'What every column, earlier step, product or atom adds to the answer to one row, in its unit; the parts add up. Give features or history. Not why something happens.',
      input: z.object({ scenario, version, features: features.optional(), history: rows.optional() }),
      call: async ({ scenario: id, version: asked, ...forms }, { language }) => {
        return toldResult(
          await this.ask.explain(id, oneForm(forms, ['features', 'history']), { version: asked, language }),
        );
      },
    });
  }

  private whatIf(): McpTool {
    return genericTool({
      name: 'what_if',
      role: 'scorer',
      description:
        'The answer to one row and to the same row with some values changed. It tells what the model would say, not what a change would cause.',
      input: z.object({ scenario, features, changes: features.describe('New values, by column'), version }),
      call: async ({ scenario: id, features: row, changes, version: asked }, { language }) => {
        this.catalogue.get(id);
        const rows = [row, { ...row, ...changes }];
        const list = (await this.ask.predict(id, { rows }, { version: asked, language })) as AnswerList;
        const [before, after] = list.answers;
        return valueResult(
          { scenario: id, model: list.model, before, after },
          linesBefore(list.answers, language),
        );
      },
    });
  }

  private counterfactual(): McpTool {
    const want = z
      .string()
      .describe('An action, a class, or of a number `<= 20`; absent: any other than now')
      .optional();
    return genericTool({
      name: 'counterfactual',
      role: 'scorer',
      description:
        'The least changes of one row, at most three columns, after which the model would answer otherwise. No advice and no promise.',
      input: z.object({ scenario, features, want, version }),
      call: async ({ scenario: id, version: asked, ...wanted }, { language }) => {
        return toldResult(await this.ask.counterfactual(id, wanted, { version: asked, language }));
      },
    });
  }
}

/** @throws InvalidInputError where not one form of a request is given. */
function oneForm(
  forms: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  const given = Object.entries(forms).filter(([, value]) => value !== undefined);
  if (given.length === 1) return Object.fromEntries(given);
  throw new InvalidInputError(`One of ${names.join(', ').replace(/, (\w+)$/, ' and $1')} must be given.`, {
    details: [{ expected: 'one of them', received: given.map(([name]) => name).join(', ') || 'none' }],
  });
}

/** What is said of one answer, behind what it must not be read without. */
function toldResult(told: unknown): ReturnType<typeof valueResult> {
  const { notice } = told as { notice?: string };
  return valueResult(told as object, notice === undefined ? [] : [notice]);
}
