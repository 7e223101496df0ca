export { operatingCurve, type OperatingPoint } from './operating-curve.js';
export { residualBands, type ResidualBand } from './residual-bands.js';
