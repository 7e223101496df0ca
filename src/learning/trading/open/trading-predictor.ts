import { figureText } from '../../../core/text/figures.js';
import { loadedSolver } from '../../../optimisation/solve.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import { formatModelTag } from '../../../registry/model-tag.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ServedView } from '../../../scenarios/scenario-plugin.js';
import type { Table } from '../../../tables/table.js';
import { parse, type ServedReport } from '../../artefact-reader.js';
import { notPortable } from '../../portable.js';
import { noFeatures } from '../../no-features.js';
import type { Asked, Predictor } from '../../predictor.js';
import { daysKnown, holdingOf } from '../../prices/requested.js';
import type { RowAnswers } from '../../rows/tasks/task.js';
import type { ServedFigures } from '../../scored-rows.js';
import { tradingSpec } from '../check.js';
import { openModel, openState, servedStrategy } from '../files/open-trading.js';
import { warmUp } from '../options.js';
import {
  describeAllocation,
  headline,
  planOf,
  type AllocationRequest,
  type Plan,
  type Served,
} from './describe-allocation.js';

interface Parts extends Served {
  scenario: Scenario;
  tag: string;
  report: ServedReport;
}

/** A version that says which positions to take. */
export class TradingPredictor implements Predictor {
  readonly scenario: Scenario;
  readonly tag: string;
  readonly columns = ['prediction', 'lower', 'upper', 'turnover', 'cost', 'assets', 'targets', 'now'];

  private constructor(private readonly parts: Parts) {
    this.scenario = parts.scenario;
    this.tag = parts.tag;
  }

  /** @throws DamagedFileError when a file of the version is missing or not of its form. */
  static async load(scenario: Scenario, version: LoadedModel): Promise<TradingPredictor> {
    const spec = tradingSpec(scenario.spec);
    const state = openState(version, spec.assets);
    return new TradingPredictor({
      scenario,
      tag: formatModelTag(version.tag),
      report: parse(version.files, 'report.json') as ServedReport,
      spec,
      model: openModel(version, { state, spec, solve: await loadedSolver() }),
      state,
      strategy: servedStrategy(state, spec),
    });
  }

  get synthetic(): boolean {
    return this.parts.report.data.kind === 'synthetic-sample';
  }

  get section(): unknown {
    return this.parts.report.plugin;
  }

  /** No column is derived: a request is no row to learn from. */
  derive(declared: Table): Table {
    return declared;
  }

  stagesOf(): undefined {
    return undefined;
  }

  answers(declared: Table, asked: Asked = {}): RowAnswers {
    const plans = new Map<number, Plan>();
    const requests = this.requestsOf(declared, asked);
    const planAt = (row: number): Plan => {
      const plan = plans.get(row) ?? planOf(requests[row], this.parts);
      plans.set(row, plan);
      return plan;
    };
    const { target } = this.scenario.spec;
    const unit = target && 'unit' in target ? target.unit : undefined;
    return {
      answer: (row) => {
        const plan = planAt(row);
        const allocation = describeAllocation(plan, this.parts);
        return { prediction: { ...headline(plan, this.parts), ...(unit && { unit }), allocation } };
      },
      cells: (row) => this.cellsOf(planAt(row)),
    };
  }

  figures(declared: Table, asked: Pick<Asked, 'rows'> = {}): ServedFigures {
    const plans = this.requestsOf(declared, asked).map((request) => planOf(request, this.parts));
    return { values: Float64Array.from(plans, ({ gross, cost }) => 100 * (gross - cost)), width: 1 };
  }

  abilities(): Pick<ServedView, 'prepareRows'> {
    return noFeatures(this.scenario);
  }

  /** Nothing is held outside of JavaScript: the forecasts were kept. */
  portable(): never {
    const reason = 'It forecasts by a network of each period and solves a programme for the positions.';
    throw notPortable(this.tag, reason, 'positions from a programme');
  }

  dispose(): void {
    return;
  }

  private requestsOf(declared: Table, { notes, rows }: Asked): AllocationRequest[] {
    const { spec, model } = this.parts;
    const { positions, asOf, assets } = spec;
    const cells = declared.has(positions.name) ? declared.column(positions.name) : undefined;
    const asked = declared.has(asOf) ? declared.column(asOf) : undefined;
    const { days } = model.paths.history;
    const order = rows ?? Int32Array.from({ length: declared.rows }, (_, row) => row);
    return Array.from(order, (row) => {
      const known = daysKnown(asked?.[row], {
        days,
        least: warmUp + 1,
        column: asOf,
        note: (note) => notes?.add(row, note),
      });
      return { ...holdingOf(cells?.[row], assets), day: known - 1 };
    });
  }

  private cellsOf(plan: Plan): string[] {
    const { value, interval } = headline(plan, this.parts);
    const { positions, turnover, expected } = describeAllocation(plan, this.parts);
    const traded = positions.filter(({ target, now }) => target !== 0 || now !== 0);
    return [
      ...[value, ...interval, turnover, expected.cost].map(figureText),
      traded.map(({ asset }) => asset).join('|'),
      traded.map(({ target }) => figureText(target)).join('|'),
      traded.map(({ now }) => figureText(now)).join('|'),
    ];
  }
}
