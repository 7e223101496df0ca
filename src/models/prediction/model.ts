import { InvalidSpecificationError, shown } from '../../core/errors.js';
import type { ArchitectureName } from '../architectures/names.js';
import { checkInputs, type InputColumns } from './examples.js';
import type { LinkName } from './links.js';
import { ModelFactory } from '../model-factory.js';
import type { Network, NetworkShapes } from '../network/network.js';
import type { RowValues } from './row-values.js';
import { createPredictor, type Predictor } from './predict.js';

/** What, besides its weights, a model is. */
export interface ModelDescription {
  architecture: ArchitectureName;
  options: Readonly<Record<string, unknown>>;
  shapes: NetworkShapes;
  link: LinkName;
}

/** One or more trained networks of one build (members) that answer together: the mean of their linked outputs. */
export class Model implements ModelDescription {
  readonly architecture: ArchitectureName;
  readonly options: Readonly<Record<string, unknown>>;
  readonly shapes: NetworkShapes;
  readonly link: LinkName;
  private predictor: Predictor | undefined;

  /**
   * The model takes over `members`: they end with it.
   * @throws InvalidSpecificationError for wrong options, no members, or members of another architecture.
   */
  constructor(
    { architecture, options, shapes, link }: ModelDescription,
    readonly members: readonly Network[],
  ) {
    if (members.length === 0 || members.some((member) => member.architecture !== architecture)) {
      const expected = `at least one member, each a "${architecture}"`;
      const received = shown(members.map((member) => member.architecture));
      const message = `A model cannot be put together: expected ${expected}, received ${received}.`;
      throw new InvalidSpecificationError(message, { details: [{ expected, received }] });
    }
    this.architecture = architecture;
    // With every default written out, so that a later default does not change a stored model.
    this.options = ModelFactory.checkOptions(architecture, options);
    this.shapes = shapes;
    this.link = link;
  }

  /**
   * Linked outputs, row-major `[rows, shapes.outputs]`. A row's result does not depend on the rows it comes with. The members'
   * weights are those that they had at the first call.
   * @throws InvalidInputError when the inputs are not those of the model's shapes.
   */
  predict(inputs: InputColumns<RowValues>, rows: number): Float32Array {
    checkInputs(inputs, rows, this.shapes);
    this.predictor ??= createPredictor(this.members, this.link);
    return this.predictor(inputs, rows);
  }

  dispose(): void {
    for (const member of this.members) member.dispose();
  }
}
