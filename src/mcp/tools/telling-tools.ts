import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import { parseJson } from '../../core/text/json-text.js';
import type { Report } from '../../learning/report.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { DescribeScenario } from '../../scoring/describe-scenario.js';
import { LargeRequests } from '../../scoring/large-requests.js';
import { ModelVersions } from '../../training/model-versions.js';
import { genericTool, inputs } from './generic-tool.js';
import { valueResult } from './tool-result.js';
import type { McpTool } from './tool.js';

const { scenario, version } = inputs;

/** Tools that tell what there is and how good it is. */
@Injectable()
export class TellingTools {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly describe: DescribeScenario,
    private readonly versions: ModelVersions,
    private readonly large: LargeRequests,
  ) {}

  list(): McpTool[] {
    return [this.listScenarios(), this.describeScenario(), this.getMetrics(), this.compareVersions()];
  }

  private listScenarios(): McpTool {
    return genericTool({
      name: 'list_scenarios',
      role: 'reader',
      description:
        'Every business question that can be asked, with the version that answers and how good it is on rows held out. Begin here.',
      input: z.object({ industry: z.string().max(70).optional() }),
      call: async ({ industry }, { caller }) => {
        if (industry !== undefined) this.catalogue.requireIndustry(industry, '/industry');
        const scenarios = (await this.describe.list()).filter(
          (one) =>
            (industry === undefined || one.industry === industry) && caller.may('reader', one.industry),
        );
        return valueResult({
          scenarios: scenarios.map(({ id, question, champion, headline, problem }) => ({
            id,
            question: question?.en,
            model: champion ?? null,
            headline,
            problem,
          })),
        });
      },
    });
  }

  private describeScenario(): McpTool {
    return genericTool({
      name: 'describe_scenario',
      role: 'reader',
      description:
        'All columns with their codes, units and ranges, how it decides, what it is not for, and an example. Read it before a scenario with many columns is asked.',
      input: z.object({ scenario }),
      call: async ({ scenario: id }, { language }) => valueResult(await this.describe.describe(id, language)),
    });
  }

  private getMetrics(): McpTool {
    return genericTool({
      name: 'get_metrics',
      role: 'reader',
      description:
        'How good a version is on rows that its training never saw, with 95 % intervals, beside a constant answer and the other candidates, and what data stands behind it.',
      input: z.object({ scenario, version }),
      call: async ({ scenario: id, version: asked }) => valueResult(await this.figuresOf(id, asked)),
    });
  }

  private compareVersions(): McpTool {
    return genericTool({
      name: 'compare_versions',
      role: 'reader',
      description:
        'Two versions: their stored figures, which of them serves, and under sameRows both on the same rows held out, with 95 % intervals of the differences and a verdict. Only the verdict tells that one is better.',
      input: z.object({ scenario, a: z.int().min(1), b: z.int().min(1) }),
      call: async ({ scenario: id, a, b }) => {
        const listed = await this.versions.list(id);
        const figures = [await this.figuresOf(id, a), await this.figuresOf(id, b)];
        const standing = figures.map((one, at) => ({
          ...listed.find(({ model }) => model === `${id}@${at === 0 ? a : b}`),
          ...one,
        }));
        return valueResult({ a: standing[0], b: standing[1], sameRows: await this.onSameRows(id, { a, b }) });
      },
    });
  }

  /** Where both cannot be asked the rows held out, why not. */
  private async onSameRows(scenario: string, compare: { a: number; b: number }): Promise<unknown> {
    try {
      return parseJson(await this.large.answer({ scenario, compare, json: new Uint8Array() }));
    } catch (error) {
      if (error instanceof InvalidInputError) return { problem: error.message, hint: error.hint };
      throw error;
    }
  }

  private async figuresOf(id: string, version?: number) {
    const report = JSON.parse(await this.versions.file(id, 'report.json', version)) as Report;
    const { trainedAt, data, rows, served, primary, metrics, constant, candidates, references, notes } =
      report;
    const others = candidates.map(({ architecture, test }) => ({ architecture, test }));
    return {
      scenario: id,
      version,
      trainedAt,
      data,
      rows,
      served,
      primary,
      metrics,
      constant,
      candidates: others,
      references,
      notes,
    };
  }
}
