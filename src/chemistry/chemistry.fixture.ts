import { loadChemistry } from './rdkit.js';

/** Molecules of many kinds: chains, rings, salts, charges, arrangements in space, metals. */
export const molecules = [
  'C',
  'CCO',
  'CC(=O)Oc1ccccc1C(=O)O',
  'Cn1cnc2c1c(=O)n(C)c(=O)n2C',
  'C[C@H](N)C(=O)O',
  'F/C=C/F',
  'CC(=O)[O-].[Na+]',
  'O=[N+]([O-])c1ccccc1',
  'C1CC2CCC1CC2',
  'CC12CCC3C(CCc4cc(O)ccc34)C2CCC1O',
  'OCC1OC(OCC2OC(OC(C#N)c3ccccc3)C(O)C(O)C2O)C(O)C(O)C1O',
  'CCCCCCCC(=O)[O-].CCCCCCCC(=O)[O-].[Zn+2]',
  'N#Cc1ccccc1',
  'O=S(=O)(Cl)c1ccccc1',
  'c1ccc2c(c1)ccc1ccccc12',
  '[nH]1cccc1',
  'C1CO1',
];

await loadChemistry();
