/**
 * Pieces of which molecules are put together, as SMILES. A core has a place `{}` for each group that it can bear; groups stand in brackets, so an empty place is
 * no group. Digits of rings within groups begin at 7, so that they do not meet those of cores.
 */
export const cores: Readonly<Record<string, string>> = {
  propane: 'C({})C({})C({})',
  hexane: 'C({})CC({})CC({})C',
  decane: 'C({})CCC({})CCC({})CCC',
  cyclohexane: 'C1CC({})CC({})C1({})',
  benzene: 'c1cc({})cc({})c1({})',
  pyridine: 'c1cc({})nc({})c1({})',
  naphthalene: 'c1cc({})c2cc({})cc({})c2c1',
  indole: 'c1cc({})c2c(c1)c({})c[nH]2',
  diphenylmethane: 'c1cc({})ccc1Cc2ccc({})cc2({})',
  piperazine: 'C1CN({})CCN1({})',
};

export const groups: Readonly<Record<string, string>> = {
  none: '',
  methyl: 'C',
  ethyl: 'CC',
  'tert-butyl': 'C(C)(C)C',
  hydroxyl: 'O',
  methoxy: 'OC',
  amine: 'N',
  'carboxylic acid': 'C(=O)O',
  ester: 'C(=O)OC',
  amide: 'C(N)=O',
  nitrile: 'C#N',
  nitro: '[N+](=O)[O-]',
  sulfonamide: 'S(N)(=O)=O',
  fluorine: 'F',
  chlorine: 'Cl',
  bromine: 'Br',
  trifluoromethyl: 'C(F)(F)F',
  phenyl: 'c7ccccc7',
};

/** Small ions beside a molecule, in a salt. */
export const counterions = ['Cl', '[Na+].[Cl-]', 'Br'] as const;
