export type { BinnedPair } from './bins.js';
export { homogeneityTest } from './homogeneity.js';
export { binnedKolmogorovSmirnov, type KolmogorovMethod } from './kolmogorov-smirnov.js';
export { populationStability } from './population-stability.js';
