import { hasFormOfSmiles } from '../../chemistry/read-smiles.js';
import { missingRemark, type ColumnTexts, type InferredColumn } from './inferred-column.js';

/** With fewer texts codes of some other kind may look like molecules. */
const fewestTexts = 20;

/** From this share of texts on with a branch, a ring, a double bond or a bracket these are molecules: names and codes such as C12 have none. */
const leastShare = 0.3;
const structure = /[([=#]|[A-Za-z]\d[A-Za-z]{2,}\d/u;

/** A column of SMILES, by its form alone: whether each is a molecule is seen when it is read. */
export function inferMolecule({ name, values, missing }: ColumnTexts): InferredColumn | undefined {
  if (values.length < fewestTexts || !values.every(hasFormOfSmiles)) return undefined;
  const structured = values.filter((text) => structure.test(text)).length;
  if (structured < leastShare * values.length) return undefined;
  return {
    name,
    kind: 'molecule',
    keys: {},
    remarks: [
      'molecules written as SMILES; split by this column (by: part) where one may stand in several rows',
      ...(missing > 0 ? [missingRemark(missing)] : []),
    ],
  };
}
