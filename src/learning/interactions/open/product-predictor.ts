import { asksForRatings } from '../check.js';
import { DamagedFileError, NotFoundError } from '../../../core/errors.js';
import { listText } from '../../../tables/columns/list.column.js';
import type { Table } from '../../../tables/table.js';
import { loadModel } from '../../../models/files/model-file.js';
import type { Model } from '../../../models/prediction/model.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import { formatModelTag } from '../../../registry/model-tag.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { RecommenderView, ServedView } from '../../../scenarios/scenario-plugin.js';
import { Catalogue } from './catalogue.js';
import { rankerOf } from '../fit/rankers.js';
import { requestDefaults } from './requests.js';
import { RatingPredictor } from './rating-predictor.js';
import { Recommender } from './recommender.js';
import { recommenderStateSchema } from '../files/state.js';
import { parseFitted } from '../../parse-fitted.js';
import type { Prediction } from '../../answer.js';
import type { RowAnswers } from '../../rows/tasks/task.js';
import { bytesOf, parse, textOf, type ServedReport } from '../../artefact-reader.js';
import { notPortable } from '../../portable.js';
import { recommenderView } from './recommender-view.js';
import type { ServedFigures } from '../../scored-rows.js';
import type { Asked, ReasonGiver } from '../../predictor.js';
import { listReasons } from './list-reasons.js';
import { ratingReasons } from './rating-reasons.js';

interface Parts {
  scenario: Scenario;
  tag: string;
  report: ServedReport;
  models: Model[];
  recommender: Recommender;
  ratings?: RatingPredictor;
}

/** A version that recommends: lists of products, or the rating of one, by what the scenario's target asks for. */
export class ProductPredictor {
  readonly scenario: Scenario;
  readonly tag: string;
  private explaining: ReasonGiver | undefined;

  private constructor(private readonly parts: Parts) {
    this.scenario = parts.scenario;
    this.tag = parts.tag;
  }

  /** @throws DamagedFileError when a file of the version is missing or not of its form. */
  static load(scenario: Scenario, { tag, files }: LoadedModel): ProductPredictor {
    const state = parseFitted(recommenderStateSchema, parse(files, 'preparation.json'));
    const models: Model[] = [];
    const open = (network: string) => {
      const weights = network === 'model' ? 'weights.bin' : `${network}.bin`;
      const model = loadModel(textOf(files, `${network}.json`), bytesOf(files, weights));
      models.push(model);
      return model;
    };
    const rankers = state.rankers.map(({ network, weight }) => {
      return { ranker: rankerOf(open(network), state.items.length), weight };
    });
    const { ratings } = state;
    const predictor =
      ratings === null
        ? undefined
        : new RatingPredictor(ratings, new Catalogue(state.items), open(ratings.network));
    const report = parse(files, 'report.json') as ServedReport;
    const recommender = new Recommender(state, rankers, requestDefaults(scenario.spec.columns));
    return new ProductPredictor({
      scenario,
      tag: formatModelTag(tag),
      report,
      models,
      recommender,
      ratings: predictor,
    });
  }

  get columns(): readonly string[] {
    return this.rates ? ['prediction', 'lower', 'upper'] : ['prediction', 'items', 'scores'];
  }

  get synthetic(): boolean {
    return this.parts.report.data.kind === 'synthetic-sample';
  }

  get section(): unknown {
    return this.parts.report.plugin;
  }

  get reasons(): ReasonGiver {
    const { spec } = this.scenario;
    const { unit } = (spec.target ?? {}) as { unit?: string };
    this.explaining ??= this.rates
      ? ratingReasons(this.ratings, { columns: spec.columns, unit })
      : listReasons(this.parts.recommender);
    return this.explaining;
  }

  /** No column is derived: a request is no row to learn from. */
  derive(declared: Table): Table {
    return declared;
  }

  stagesOf(): undefined {
    return undefined;
  }

  answers(declared: Table, { notes }: Asked = {}): RowAnswers {
    const predictions = this.rates
      ? this.ratings.predict(declared, notes)
      : this.parts.recommender.recommend(declared, notes).map((items): Prediction => ({ items }));
    return {
      answer: (row) => ({ prediction: predictions[row] }),
      cells: (row) => (this.rates ? ratingCells(predictions[row]) : listCells(predictions[row])),
    };
  }

  /** A list of products has no figure that could be asked again; a rating has. */
  figures(declared: Table): ServedFigures {
    if (!this.rates) return { values: new Float64Array(), width: 0 };
    const ratings = this.ratings.predict(declared);
    return { values: Float64Array.from(ratings, ({ value = NaN }) => value), width: 1 };
  }

  /** See {@link Recommender.score}. */
  score(liked: readonly (readonly string[])[], products: readonly string[]): Float32Array {
    return this.parts.recommender.score(liked, products);
  }

  abilities(read: (rows: readonly unknown[]) => Table): Pick<ServedView, 'prepareRows' | 'recommender'> {
    return {
      prepareRows: () => {
        throw new NotFoundError(`${this.scenario.spec.id} has no features to prepare.`);
      },
      recommender: this.view(read),
    };
  }

  portable(): never {
    const reason = 'It ranks products by the tables of likings that it keeps.';
    throw notPortable(this.tag, reason, 'a list of products');
  }

  dispose(): void {
    for (const model of this.parts.models) model.dispose();
  }

  private view(read: (rows: readonly unknown[]) => Table): RecommenderView {
    const { recommender, ratings } = this.parts;
    return recommenderView(recommender, ratings, (row) => recommender.recommend(read([row]))[0]);
  }

  private get rates(): boolean {
    return asksForRatings(this.scenario.spec);
  }

  private get ratings(): RatingPredictor {
    const { ratings } = this.parts;
    if (ratings) return ratings;
    throw new DamagedFileError(`${this.tag} holds no network of ratings.`);
  }
}

/** A new product has no id and goes by its title. */
function listCells({ items = [] }: Prediction): string[] {
  const ids = items.map(({ item, title }) => item ?? title);
  return [ids[0] ?? '', listText(ids), items.map(({ score }) => score).join('|')];
}

function ratingCells({ value, interval }: Prediction): string[] {
  const [lower, upper] = interval ?? ['', ''];
  return [value, lower, upper].map(String);
}
