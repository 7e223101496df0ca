import { figure, figureText } from '../../../core/text/figures.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import { formatModelTag } from '../../../registry/model-tag.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ServedView } from '../../../scenarios/scenario-plugin.js';
import type { Table } from '../../../tables/table.js';
import { bytesOf, parse, type ServedReport } from '../../artefact-reader.js';
import { notPortable } from '../../portable.js';
import { noFeatures } from '../../no-features.js';
import type { Asked, Predictor, ReasonGiver } from '../../predictor.js';
import type { RowAnswers } from '../../rows/tasks/task.js';
import type { ServedFigures } from '../../scored-rows.js';
import { portfolioSpec, type PortfolioSpec } from '../check.js';
import { historyFile, readHistory } from '../files/history-file.js';
import { openState } from '../files/open-volatility.js';
import { RiskModel } from '../risk-model.js';
import { DayScenarios } from './day-scenarios.js';
import { describeRisk } from './describe-risk.js';
import { PastLosses } from './past-losses.js';
import { readRequests, type PortfolioRequest } from './portfolio-requests.js';
import { riskReasons } from './risk-reasons.js';
import { simulatedLosses, type SimulatedLosses, type TailFigure } from './tail-figures.js';

interface Parts {
  scenario: Scenario;
  tag: string;
  report: ServedReport;
  spec: PortfolioSpec;
  model: RiskModel;
  degrees: Float64Array;
  learntUntil: number;
}

/** A version that says what portfolios can lose. */
export class RiskPredictor implements Predictor {
  readonly scenario: Scenario;
  readonly tag: string;
  readonly columns: readonly string[];
  private readonly scenarios: DayScenarios;
  private readonly past: PastLosses;
  private explaining: ReasonGiver | undefined;

  private constructor(private readonly parts: Parts) {
    this.scenario = parts.scenario;
    this.tag = parts.tag;
    this.columns = columnsOf(parts.spec);
    this.past = new PastLosses(parts.model.history, parts.spec.options.stress);
    this.scenarios = new DayScenarios(parts.model, parts.spec.options, parts.scenario.spec.seed);
  }

  /** @throws DamagedFileError when a file of the version is missing or not of its form. */
  static load(scenario: Scenario, version: LoadedModel): RiskPredictor {
    const spec = portfolioSpec(scenario.spec);
    const { files, tag } = version;
    const state = openState(version, spec.assets);
    const { history, volatilities } = readHistory(bytesOf(files, historyFile), spec.assets, state.days);
    const model = new RiskModel({
      history,
      volatilities: volatilities.values,
      dynamics: state.dynamics,
      window: spec.options.window,
    });
    return new RiskPredictor({
      scenario,
      tag: formatModelTag(tag),
      report: parse(files, 'report.json') as ServedReport,
      spec,
      model,
      degrees: volatilities.degrees,
      learntUntil: state.learntUntil,
    });
  }

  get synthetic(): boolean {
    return this.parts.report.data.kind === 'synthetic-sample';
  }

  get section(): unknown {
    return this.parts.report.plugin;
  }

  get reasons(): ReasonGiver {
    this.explaining ??= riskReasons({
      spec: this.parts.spec,
      unit: unitOf(this.scenario),
      requestsOf: (declared, rows) => this.requestsOf(declared, { rows }),
      tailsOf: (request) => this.lossesOf(request).figures,
      headline: headlineFigure,
    });
    return this.explaining;
  }

  /** No column is derived: a request is no row to learn from. */
  derive(declared: Table): Table {
    return declared;
  }

  stagesOf(): undefined {
    return undefined;
  }

  answers(declared: Table, asked: Asked = {}): RowAnswers {
    const requests = this.requestsOf(declared, asked);
    const { spec, model, degrees, learntUntil } = this.parts;
    const unit = unitOf(this.scenario);
    return {
      answer: (row) => {
        const request = requests[row];
        const losses = this.lossesOf(request);
        const risk = describeRisk(request, { spec, model, degrees, learntUntil, past: this.past, losses });
        return { prediction: { value: headline(losses.figures), ...(unit && { unit }), risk } };
      },
      cells: (row) => cellsOf(requests[row], this.lossesOf(requests[row]).figures, spec),
    };
  }

  figures(declared: Table, asked: Pick<Asked, 'rows'> = {}): ServedFigures {
    const all = this.requestsOf(declared, asked).map((request) => this.lossesOf(request).figures);
    const values = all.flatMap((figures) => figures.flatMap(percentages));
    const { levels, days } = this.parts.spec.options;
    return { values: Float64Array.from(values), width: 2 * levels.length * days.length };
  }

  abilities(): Pick<ServedView, 'prepareRows'> {
    return noFeatures(this.scenario);
  }

  /** Nothing is held outside of JavaScript: the forecasts were kept. */
  portable(): never {
    const reason = 'It simulates what a portfolio loses from the moves of prices that it keeps.';
    throw notPortable(this.tag, reason, 'a simulation');
  }

  dispose(): void {
    return;
  }

  private requestsOf(declared: Table, { notes, rows }: Asked): PortfolioRequest[] {
    const { spec, model } = this.parts;
    const all = readRequests(declared, spec, { model, notes });
    return rows ? Array.from(rows, (row) => all[row]) : all;
  }

  private lossesOf({ day, weights }: Pick<PortfolioRequest, 'day' | 'weights'>): SimulatedLosses {
    return simulatedLosses(this.scenarios.of(day), weights, this.parts.spec.options.levels);
  }
}

function unitOf({ spec: { target } }: Scenario): string | undefined {
  return target && 'unit' in target ? target.unit : undefined;
}

function percentages({ valueAtRisk, expectedShortfall }: TailFigure): [number, number] {
  return [100 * valueAtRisk, 100 * expectedShortfall];
}

/** The highest level one day ahead. */
function headlineFigure(figures: readonly TailFigure[]): TailFigure {
  const nearest = figures.filter(({ days }) => days === figures[0].days);
  return nearest[nearest.length - 1];
}

function headline(figures: readonly TailFigure[]): number {
  return figure(100 * headlineFigure(figures).valueAtRisk);
}

/** `prediction`, then value at risk and expected shortfall of each figure, the assets and their contributions to the expected shortfall of `prediction`'s. */
function columnsOf({ options: { levels, days } }: PortfolioSpec): string[] {
  const figures = days.flatMap((ahead) =>
    levels.flatMap((level) => {
      const name = `${Number((100 * level).toFixed(6))}_${ahead}d`.replace('.', '_');
      return [`var_${name}`, `es_${name}`];
    }),
  );
  return ['prediction', ...figures, 'assets', 'contributions'];
}

function cellsOf(
  { held }: PortfolioRequest,
  figures: readonly TailFigure[],
  { assets }: PortfolioSpec,
): string[] {
  const { contributions } = headlineFigure(figures);
  return [
    figureText(headline(figures)),
    ...figures.flatMap(percentages).map(figureText),
    held.map((asset) => assets[asset]).join('|'),
    held.map((asset) => figureText(100 * contributions[asset])).join('|'),
  ];
}
