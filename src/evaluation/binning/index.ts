export { binColumn, binOf, type Bin, type BinnedValue, type ColumnBins } from './bin-column.js';
