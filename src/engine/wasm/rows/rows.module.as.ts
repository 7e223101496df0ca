export { describeRows, keep, readRows } from './cells.as';
export { compress, gather, spread } from './layers.as';
export { writeFigure, writeRows } from './lines.as';
export { walk } from './steps.as';
