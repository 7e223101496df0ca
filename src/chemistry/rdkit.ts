import type { MainModule, Mol } from '@rdkit/rdkit';
import type { ReadFault } from './smiles-fault.js';
import { faultOf } from './smiles-fault.js';

/** A molecule of RDKit: lives in WebAssembly and is freed by who made it. Never leaves this room. */
export type Molecule = Mol;

let loading: Promise<void> | undefined;
let rdkit: MainModule | undefined;
let alive = 0;

/** Loads RDKit, once per thread: 7.4 MB of WebAssembly that most processes never need. What else is here works after it. */
export function loadChemistry(): Promise<void> {
  return (loading ??= load());
}

async function load(): Promise<void> {
  // Its types describe an ES module, and it is a CommonJS one whose default is the function.
  const { default: initialise } = (await import('@rdkit/rdkit')) as unknown as {
    default: (options: object) => Promise<MainModule>;
  };
  // What it would say on standard error quotes what it was given.
  const silent = () => undefined;
  rdkit = await initialise({ print: silent, printErr: silent });
}

/** How many molecules are alive in WebAssembly, which nothing collects: 0 whenever no function of this room runs. */
export function moleculesAlive(): number {
  return alive;
}

function loaded(): MainModule {
  if (rdkit) return rdkit;
  throw new Error('RDKit is not loaded: await loadChemistry() first.');
}

/**
 * Does something with a molecule, which is freed afterwards in any case.
 * @param source SMILES, or RDKit's JSON.
 * @returns undefined where it is no molecule.
 */
export function withMolecule<Result>(
  source: string,
  use: (molecule: Molecule) => Result,
): Result | undefined {
  const molecule = loaded().get_mol(source);
  if (!molecule) return undefined;
  alive++;
  try {
    return use(molecule);
  } finally {
    molecule.delete();
    alive--;
  }
}

/** Why RDKit reads no molecule from a text, and where the fault lies. */
export function faultIn(smiles: string): ReadFault {
  const log = loaded().set_log_capture('rdApp.error');
  try {
    const molecule = loaded().get_mol(smiles);
    molecule?.delete();
    return faultOf(smiles, log?.get_buffer() ?? '');
  } finally {
    log?.delete();
  }
}
