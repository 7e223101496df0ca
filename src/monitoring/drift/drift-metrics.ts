import { Gauge, type Registry } from 'prom-client';
import { compareRows } from './compare-rows.js';
import type { RequestWindows } from './request-windows.js';

/** Gauges of how far the rows of the latest requests are from those that were learnt from; none where there are too few rows. */
export function watchDrift(registry: Registry, windows: RequestWindows): void {
  const labelNames = ['scenario', 'version', 'column'] as const;
  new Gauge({
    name: 'sextant_drift_index',
    help: 'Population stability index of the latest requests, by column',
    labelNames,
    registers: [registry],
    collect() {
      this.reset();
      for (const { scenario, version } of windows.asked()) {
        const recent = windows.of(scenario, version);
        const columns = recent ? compareRows(recent.reference, recent.sketch).columns : [];
        for (const { column, index } of columns)
          if (index) this.set({ scenario, version: String(version), column }, index.value);
      }
    },
  });
  new Gauge({
    name: 'sextant_drift_alarms',
    help: 'Columns of the latest requests that drifted',
    labelNames: ['scenario', 'version'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { scenario, version } of windows.asked()) {
        const recent = windows.of(scenario, version);
        const report = recent && compareRows(recent.reference, recent.sketch);
        if (!report || report.verdict === 'too-few') continue;
        const drifted = report.columns.filter(({ verdict }) => verdict === 'drift').length;
        this.set({ scenario, version: String(version) }, drifted);
      }
    },
  });
}
