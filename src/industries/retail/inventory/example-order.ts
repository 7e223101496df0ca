/** The last twelve weeks of a made-up series: an order can be asked for a short history, too. */
const weeks: readonly [string, number][] = [
  ['2023-06-09', 2904.84],
  ['2023-06-16', 2768.25],
  ['2023-06-23', 2726.6],
  ['2023-07-07', 2682.14],
  ['2023-07-14', 2291.68],
  ['2023-07-21', 2289.78],
  ['2023-07-28', 2231.46],
  ['2023-08-04', 2446.41],
  ['2023-08-11', 2787.82],
  ['2023-08-18', 2422.77],
  ['2023-08-25', 2844.22],
  ['2023-09-01', 2963.94],
];

/** A body that works as it stands. */
export const exampleOrder = {
  history: weeks.map(([Date, sales]) => ({
    Series: '2-3',
    Store: '2',
    Dept: '3',
    Type: 'B',
    Size: 83876,
    Date,
    IsHoliday: false,
    Weekly_Sales: sales,
  })),
  onHand: 4400,
  onOrder: [3000],
  leadWeeks: 2,
  costs: { holding: 0.01, stockOut: 0.25, ordering: 0 },
};
