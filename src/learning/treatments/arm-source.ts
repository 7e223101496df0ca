import { linearValue } from '../../models/algebra/ridge.js';
import { Model } from '../../models/prediction/model.js';
import type { ArmInputs } from './arm-inputs.js';

/** Models of one build (members), each learnt without a fold of the rows: numbers of each row for the arms of a treatment. */
export interface ArmSource {
  /** Numbers per row. */
  readonly outputs: number;
  /** Of each member the outputs `[rows, outputs]`, row-major. */
  members(inputs: ArmInputs): ArrayLike<number>[];
  dispose(): void;
}

/** Networks, by the outputs that each gives. */
export class NetworkArms implements ArmSource {
  private readonly single: readonly Model[];

  constructor(readonly model: Model) {
    this.single = model.members.map((member) => new Model(model, [member]));
  }

  get outputs(): number {
    return this.model.shapes.outputs;
  }

  members({ inputs, rows }: ArmInputs): Float32Array[] {
    return this.single.map((member) => member.predict(inputs, rows));
  }

  dispose(): void {
    this.model.dispose();
  }
}

/** Linear models in closed form: of each member and arm the weights of the features, then the constant. */
export class LinearArms implements ArmSource {
  constructor(readonly coefficients: readonly (readonly ArrayLike<number>[])[]) {}

  get outputs(): number {
    return this.coefficients[0].length;
  }

  members({ features, width, rows }: ArmInputs): Float64Array[] {
    const design = { features, width };
    return this.coefficients.map((arms) =>
      Float64Array.from({ length: rows * arms.length }, (_, i) =>
        linearValue(arms[i % arms.length], design, Math.floor(i / arms.length)),
      ),
    );
  }

  dispose(): void {
    // Nothing but numbers.
  }
}
